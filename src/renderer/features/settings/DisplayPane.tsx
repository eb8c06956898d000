// How large things are drawn.
import { SegmentedControl } from '@mantine/core';
import { usePreference } from '../../client/preferences.ts';
import { text } from '../../text/index.ts';
import { densities, uiScales } from './displaySettings.ts';
import styles from './panes.module.css';

export function DisplayPane() {
  const [scale, setScale] = usePreference<number>('display.scale', 1);
  const [density, setDensity] = usePreference<string>('display.density', 'usual');
  return (
    <div className={styles.fields}>
      <Choice
        label={text.settings.scale}
        value={String(scale)}
        options={uiScales.map(value => ({ value: String(value), label: `${Math.round(value * 100)} %` }))}
        onChange={value => setScale(Number(value))}
      />
      <Choice
        label={text.settings.density}
        value={density}
        options={densities.map(value => ({ value, label: text.settings.densities[value] }))}
        onChange={setDensity}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <div>
      <div className={styles.label}>{label}</div>
      <SegmentedControl size="xs" aria-label={label} value={value} data={options} onChange={onChange} transitionDuration={0} />
    </div>
  );
}
