// A mask or a map over the volume, from a file of the same samples; how strong it is, what its labels are.
import { Button, FileButton } from '@mantine/core';
import { text } from '../../text/index.ts';
import { heatRamp } from '../../ui/inferno.ts';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { PanelSwitch } from '../../ui/PanelSwitch.tsx';
import { OverlayOpacity } from './OverlayOpacity.tsx';
import styles from './OverlaySection.module.css';
import { labelColour, labelName } from './overlay.ts';
import { useRoom, useRoomStore } from './roomState.ts';
import { useVolume } from './useVolume.ts';

interface Props {
  onOpen: (file: File) => void;
  onRemove: () => void;
}

export function OverlaySection({ onOpen, onRemove }: Props) {
  const { overlay } = useVolume();
  const room = useRoomStore();
  const isOverlayShown = useRoom(state => state.isOverlayShown);
  const words = text.volume;
  const open = (
    <FileButton onChange={file => file !== null && onOpen(file)} accept=".nii,.gz">
      {props => (
        <Button {...props} size="compact-sm" variant="default">
          {words.openOverlay}
        </Button>
      )}
    </FileButton>
  );
  if (overlay === null) {
    return (
      <PanelSection title={words.overlay}>
        {open}
        <PanelHint>{words.overlayHint}</PanelHint>
      </PanelSection>
    );
  }
  return (
    <PanelSection
      title={words.overlay}
      aside={
        <PanelSwitch
          name={words.overlay}
          command="toggleOverlay"
          isOn={isOverlayShown}
          onChange={isOverlayShown => room.setState({ isOverlayShown })}
        />
      }
    >
      <span className={styles.name} title={overlay.name}>
        {overlay.name}
      </span>
      {overlay.kind === 'map' ? (
        <span className={styles.scale}>
          <span className={styles.ramp} style={{ background: heatRamp }} />
          {words.overlayMaximum(overlay.maximum)}
        </span>
      ) : overlay.labels.length === 0 ? (
        <PanelHint>{words.overlayEmpty}</PanelHint>
      ) : (
        <ul className={styles.labels}>
          {overlay.labels.map(label => (
            <li key={label}>
              <span className={styles.swatch} style={{ borderColor: labelColour(label), background: `${labelColour(label)}4d` }} />
              {labelName(label)}
            </li>
          ))}
        </ul>
      )}
      <OverlayOpacity of="opacityStep" />
      <span className={styles.actions}>
        {open}
        <Button size="compact-sm" variant="default" onClick={onRemove}>
          {words.removeOverlay}
        </Button>
      </span>
    </PanelSection>
  );
}
