// How the heat map over the B-scan is drawn: of which class, by which method, how strong.
import { Switch } from '@mantine/core';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { HeatSwitches, MapSelects } from '../answer/index.ts';
import { useAsked, useBscanModel, useMethods } from './asked.ts';
import styles from './HeatSection.module.css';
import { OpacitySlider } from './OpacitySlider.tsx';
import { useRoomStore } from './roomState.ts';

export function HeatSection() {
  const asked = useAsked();
  return asked?.run == null ? null : <OfRun {...asked} run={asked.run} />;
}

function OfRun({ run, layer, setLayer, className, setClass }: Omit<NonNullable<ReturnType<typeof useAsked>>, 'run'> & { run: string }) {
  const room = useRoomStore();
  const { isMapShown, model } = useBscanModel();
  const methods = useMethods(run);
  return (
    <PanelSection
      title={text.viewer.heatMap}
      aside={
        <Switch
          size="xs"
          labelPosition="left"
          label={<CommandKeys command="toggleOverlay" />}
          aria-label={text.viewer.heatMap}
          checked={isMapShown}
          onChange={event => room.setState({ isOverlayShown: event.currentTarget.checked })}
        />
      }
    >
      <div className={styles.selects}>
        <MapSelects answer={model.answer} className={className} onClass={setClass} methods={methods} isDisabled={!isMapShown} />
      </div>
      <OpacitySlider of="heatStep" />
      <HeatSwitches run={run} layer={layer} onLayer={setLayer} />
      <PanelHint>{text.volume.heatGrey}</PanelHint>
    </PanelSection>
  );
}
