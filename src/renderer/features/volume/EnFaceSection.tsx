// Between which lines the en face picture is projected, and how.
import { NativeSelect, NumberInput, SegmentedControl, Switch } from '@mantine/core';
import { type Projection, projections } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import styles from './EnFaceSection.module.css';
import type { EnFaceChoice } from './enFace.ts';
import { useVolume } from './useVolume.ts';

export function EnFaceSection({ onChange }: { onChange: (choice: EnFaceChoice) => void }) {
  const { view, lines, enFace, settings, change } = useVolume();
  const words = text.volume;
  if (view.noEnFace !== null) {
    return (
      <PanelSection title={words.enFace}>
        <Note>{view.noEnFace}</Note>
      </PanelSection>
    );
  }
  const names = [...new Set(lines.map(({ name }) => name))];
  const edges = (edge: 'top' | 'bottom') => [...names.map(name => ({ value: name, label: name })), { value: edge, label: words[edge] }];
  const gap = view.header.spacingUm.bscan;
  const hasRow = view.header.spacingUm.row !== null;
  return (
    <PanelSection title={words.enFace}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={words.enFaceOf}
        value={enFace.projection}
        onChange={value => onChange({ ...enFace, projection: value as Projection })}
        data={projections.map(value => ({ value, label: words.projections[value] }))}
      />
      <div className={styles.slab}>
        <NativeSelect
          size="xs"
          label={words.upper}
          value={enFace.upper}
          data={edges('top')}
          onChange={event => onChange({ ...enFace, upper: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          label={words.offset}
          aria-label={`${words.upper}: ${words.offset}`}
          step={10}
          disabled={!hasRow}
          value={enFace.upperUm}
          onChange={value => typeof value === 'number' && onChange({ ...enFace, upperUm: value })}
        />
        <NativeSelect
          size="xs"
          label={words.lower}
          value={enFace.lower}
          data={edges('bottom')}
          onChange={event => onChange({ ...enFace, lower: event.currentTarget.value })}
        />
        <NumberInput
          size="xs"
          label={words.offset}
          aria-label={`${words.lower}: ${words.offset}`}
          step={10}
          disabled={!hasRow}
          value={enFace.lowerUm}
          onChange={value => typeof value === 'number' && onChange({ ...enFace, lowerUm: value })}
        />
      </div>
      <Switch
        size="xs"
        label={words.smooth}
        checked={settings.isEnFaceSmooth}
        onChange={event => change({ isEnFaceSmooth: event.currentTarget.checked })}
      />
      {gap !== null && settings.isEnFaceSmooth && <PanelHint>{words.smoothHint(gap.value)}</PanelHint>}
    </PanelSection>
  );
}
