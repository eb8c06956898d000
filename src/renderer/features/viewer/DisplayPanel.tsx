// The left panel: how the scan and its heat map are drawn. Nothing here changes the data.
import { Button, NumberInput, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { type ScanAddress, scanQueries } from '../../client/queries/scans.ts';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { KeyedSwitch } from '../../ui/KeyedSwitch.tsx';
import { Panel, PanelHint, PanelPart, PanelSection } from '../../ui/Panel.tsx';
import { HeatSwitches } from '../answer/index.ts';
import { type AspectMode, aspectModesOf, type Spacing } from './aspect.ts';
import styles from './DisplayPanel.module.css';
import { useView, useViewSettings } from './viewerState.ts';

interface Props {
  address: ScanAddress;
  spacing: Spacing | null;
  run: string | null;
  layer: string | undefined;
  onLayer: (layer: string | undefined) => void;
}

export function DisplayPanel({ address, spacing, run, layer, onLayer }: Props) {
  const words = text.viewer;
  const [settings, change] = useViewSettings();
  const modes = aspectModesOf(spacing);
  return (
    <Panel>
      <PanelSection title={words.display}>
        {modes.length > 1 ? (
          <SegmentedControl
            size="xs"
            fullWidth
            value={settings.aspect}
            onChange={value => change({ aspect: value as AspectMode })}
            data={modes.map(mode => ({ value: mode, label: words.aspectsShort[mode] }))}
          />
        ) : (
          <PanelHint>{words.spacingUnknown}</PanelHint>
        )}
      </PanelSection>
      <WindowFields address={address} />
      <FillSwitch address={address} />
      {run !== null && (
        <PanelPart caption={words.heatMap}>
          <HeatSwitches run={run} layer={layer} onLayer={onLayer} />
        </PanelPart>
      )}
    </Panel>
  );
}

/** The raw values drawn as black and as white. */
function WindowFields({ address }: { address: ScanAddress }) {
  const words = text.viewer;
  const window = useView(state => state.window);
  const { data: pixels } = useQuery(scanQueries.pixels(address));
  if (pixels === undefined) return null;
  const shown = window ?? pixels.window;
  const set = (part: 'low' | 'high') => (value: string | number) => {
    if (typeof value === 'number') useView.setState({ window: { ...shown, [part]: value } });
  };
  return (
    <PanelPart>
      <div className={styles.window}>
        <NumberInput size="xs" label={words.black} value={shown.low} max={shown.high - 1} onChange={set('low')} />
        <NumberInput size="xs" label={words.white} value={shown.high} min={shown.low + 1} onChange={set('high')} />
      </div>
      <Button
        size="compact-xs"
        variant="default"
        disabled={window === null}
        rightSection={<CommandKeys command="resetWindow" />}
        onClick={() => useView.setState({ window: null })}
      >
        {words.resetWindow}
      </Button>
      <PanelHint>{words.windowHint}</PanelHint>
    </PanelPart>
  );
}

function FillSwitch({ address }: { address: ScanAddress }) {
  const words = text.viewer;
  const [settings, change] = useViewSettings();
  const { data: pixels } = useQuery(scanQueries.pixels(address));
  const share = useMemo(() => fillShare(pixels?.fill ?? null), [pixels]);
  if (pixels === undefined) return null;
  return (
    <PanelPart>
      <KeyedSwitch
        label={words.fill}
        command="toggleFill"
        isOn={settings.isFillHatched}
        onChange={isFillHatched => change({ isFillHatched })}
      />
      <PanelHint>{share > 0 ? words.fillHint(words.percent(share)) : words.noFill}</PanelHint>
    </PanelPart>
  );
}

function fillShare(fill: Uint8Array | null): number {
  return fill === null ? 0 : fill.reduce((sum, value) => sum + value, 0) / fill.length;
}
