// How strong a mask or a map over the scan is, beside its keys.
import { Slider } from '@mantine/core';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { opacitySteps, strongest } from '../../ui/opacitySteps.ts';
import styles from './OverlaySection.module.css';
import { useRoom, useRoomStore } from './roomState.ts';

export function OpacitySlider({ of }: { of: 'opacityStep' | 'heatStep' }) {
  const room = useRoomStore();
  const step = useRoom(state => state[of]);
  const isShown = useRoom(state => state.isOverlayShown);
  const words = text.volume;
  return (
    <span className={styles.opacity}>
      <span>{words.opacity}</span>
      <Slider
        className={styles.slider}
        size="sm"
        min={0}
        max={strongest}
        step={1}
        label={value => text.viewer.percent(opacitySteps[value] ?? 0)}
        thumbLabel={words.opacity}
        disabled={!isShown}
        value={step}
        onChange={value => room.setState({ [of]: value })}
      />
      <span className={styles.keys}>
        <CommandKeys command="overlayLess" />
        <CommandKeys command="overlayMore" />
      </span>
    </span>
  );
}
