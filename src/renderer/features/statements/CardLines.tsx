// Lines of the data card: a word, its value, and where the value is from unless it was measured.
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { Definitions } from '../../ui/Definitions.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';

type Line = VolumeView['card'][number]['lines'][number];

export function CardLines({ lines }: { lines: readonly Line[] }) {
  return <Definitions rows={lines.map(line => ({ name: line.label, value: <CardValue {...line} /> }))} />;
}

function CardValue({ value, source, severity }: Line) {
  if (severity === 'warning') {
    return (
      <WithIcon icon="alert" tone="warning">
        {value}
      </WithIcon>
    );
  }
  return source === undefined || source === 'measured' || value.includes(source) ? value : `${value} (${source})`;
}
