// From which feature map a heat map comes, its lines and its scale.
import { NativeSelect, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { scanQueries } from '../../client/queries/scans.ts';
import { text } from '../../text/index.ts';
import { KeyedSwitch } from '../../ui/KeyedSwitch.tsx';
import { PanelHint } from '../../ui/Panel.tsx';
import { useHeatSettings } from './heatSettings.ts';

interface Props {
  run: string;
  layer: string | undefined;
  onLayer: (layer: string | undefined) => void;
}

export function HeatSwitches({ run, layer, onLayer }: Props) {
  const words = text.viewer;
  const [settings, change] = useHeatSettings();
  return (
    <>
      <LayerSelect run={run} layer={layer} onLayer={onLayer} />
      <Switch
        size="xs"
        label={words.contours}
        checked={settings.hasContours}
        onChange={event => change({ hasContours: event.currentTarget.checked })}
      />
      <KeyedSwitch
        label={words.sameScale}
        command="toggleSameScale"
        isOn={settings.isSameScale}
        onChange={isSameScale => change({ isSameScale })}
      />
      <PanelHint>{words.legend}</PanelHint>
    </>
  );
}

function LayerSelect({ run, layer, onLayer }: Props) {
  const words = text.viewer;
  const { data } = useQuery(scanQueries.choices(run));
  if (data === undefined || data.layers.length < 2) return null;
  const others = data.layers.filter(({ name }) => name !== data.chosen).reverse();
  return (
    <NativeSelect
      size="xs"
      label={words.layer}
      value={layer ?? ''}
      onChange={event => onLayer(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
      data={[
        { value: '', label: words.lastLayer(data.chosen) },
        ...others.map(({ name, size }) => ({ value: name, label: `${name} (${size.join(' × ')})` })),
      ]}
    />
  );
}
