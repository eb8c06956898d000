// Other volumes of the patient: the other eye, other visits; each can be opened or laid side by side.
import { Button } from '@mantine/core';
import type { VolumeRelative } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import styles from './RelativeSection.module.css';
import { useVolume } from './useVolume.ts';

interface Props {
  /** Id of the volume shown beside this one. */
  pair: string | null;
  onPair: (item: string | null) => void;
  onOpen: (item: string) => void;
}

export function RelativeSection({ pair, onPair, onOpen }: Props) {
  const { relatives } = useVolume().view;
  const words = text.volume;
  return (
    <PanelSection
      title={words.relatives}
      aside={
        pair === null ? undefined : (
          <Button size="compact-xs" variant="default" onClick={() => onPair(null)}>
            {words.leavePair}
          </Button>
        )
      }
    >
      {relatives.length === 0 && <PanelHint>{words.noRelatives}</PanelHint>}
      <ul className={styles.list}>
        {relatives.map(relative => (
          <li key={relative.item} className={styles.row}>
            <span className={styles.words}>
              {relativeWords(relative)}
              <span className={styles.quiet}>{words.relations[relative.relation]}</span>
            </span>
            <Button size="compact-xs" variant="default" onClick={() => onOpen(relative.item)}>
              {words.openRelative}
            </Button>
            <Button
              size="compact-xs"
              variant={relative.item === pair ? 'light' : 'default'}
              aria-pressed={relative.item === pair}
              onClick={() => onPair(relative.item === pair ? null : relative.item)}
            >
              {words.pairWith}
            </Button>
          </li>
        ))}
      </ul>
    </PanelSection>
  );
}

export function relativeWords({ laterality, acquiredAt, scanPattern, bscans }: VolumeRelative): string {
  return [laterality ?? text.volume.eyeUnknown, acquiredAt?.slice(0, 10), scanPattern, String(bscans)].filter(Boolean).join(' · ');
}
