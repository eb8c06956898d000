// How the heat map over the B-scan is drawn: of which class, by which method, how strong.
import { text } from '../../text/index.ts';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { PanelSwitch } from '../../ui/PanelSwitch.tsx';
import { HeatSwitches, MapSelects } from '../answer/index.ts';
import { useAsked, useBscanModel, useMethods } from './asked.ts';
import styles from './HeatSection.module.css';
import { OverlayOpacity } from './OverlayOpacity.tsx';
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
        <PanelSwitch
          name={text.viewer.heatMap}
          command="toggleOverlay"
          isOn={isMapShown}
          onChange={isOverlayShown => room.setState({ isOverlayShown })}
        />
      }
    >
      <div className={styles.selects}>
        <MapSelects answer={model.answer} className={className} onClass={setClass} methods={methods} isDisabled={!isMapShown} />
      </div>
      <OverlayOpacity of="heatStep" />
      <HeatSwitches run={run} layer={layer} onLayer={setLayer} />
      <PanelHint>{text.volume.heatGrey}</PanelHint>
    </PanelSection>
  );
}
