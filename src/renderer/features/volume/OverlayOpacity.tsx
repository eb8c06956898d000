// How strong a mask or a map over the B-scan is, beside its keys.
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { OpacitySlider } from '../../ui/OpacitySlider.tsx';
import styles from './OverlaySection.module.css';
import { useRoom, useRoomStore } from './roomState.ts';

export function OverlayOpacity({ of }: { of: 'opacityStep' | 'heatStep' }) {
  const room = useRoomStore();
  const step = useRoom(state => state[of]);
  const isShown = useRoom(state => state.isOverlayShown);
  return (
    <span className={styles.opacity}>
      <span>{text.viewer.opacity}</span>
      <OpacitySlider className={styles.slider} isDisabled={!isShown} step={step} onStep={value => room.setState({ [of]: value })} />
      <span className={styles.keys}>
        <CommandKeys command="overlayLess" />
        <CommandKeys command="overlayMore" />
      </span>
    </span>
  );
}
