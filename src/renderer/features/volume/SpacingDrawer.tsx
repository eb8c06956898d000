// *Set spacing…*: what a person knows of the distance between samples. The picture stays visible.
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { SpacingForm } from '../statements/index.ts';
import styles from './SpacingDrawer.module.css';

interface Props {
  view: VolumeView;
  isOpen: boolean;
  onClose: () => void;
}

export function SpacingDrawer({ view, isOpen, onClose }: Props) {
  return (
    <SideDrawer title={text.volume.spacingTitle} isOpen={isOpen} onClose={onClose}>
      <p className={styles.hint}>{text.volume.spacingHint}</p>
      <SpacingForm key={view.version} view={view} onDone={onClose} />
    </SideDrawer>
  );
}
