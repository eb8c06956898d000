// What is known of one scan and its file; unknown is written as unknown.
import { formatBytes, formatNumber } from '../../../../shared/units.ts';
import type { ItemDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { type Definition, Definitions } from '../../../ui/Definitions.tsx';

export function ItemCard({ details }: { details: ItemDetails }) {
  const { card, parts, percent } = text.data;
  const { path, patient, eye, date, widthPx, heightPx, channels, bitDepth, format, sizeBytes, facts } = details;
  const rows: Definition[] = [
    { name: card.path, value: path },
    patient === null
      ? { name: card.patient, value: card.unknown, isUnknown: true }
      : {
          name: card.patient,
          value: (
            <a href={hrefOf('data', [details.dataset.id, 'items'], { search: patient })} title={text.data.ofPatient}>
              {patient}
            </a>
          ),
        },
    { name: card.eye, value: eye ?? card.unknown, isUnknown: eye === null },
    ...(date === null ? [] : [{ name: card.date, value: date }]),
    { name: card.size, value: `${formatNumber(widthPx)} × ${formatNumber(heightPx)} px` },
    { name: card.spacing, value: card.spacingUnknown, isUnknown: true },
    { name: card.depth, value: `${bitDepth} bit, ${channels === 1 ? 'grey' : 'RGB'}` },
    { name: card.file, value: [...(format === null ? [] : [format.toUpperCase()]), formatBytes(sizeBytes)].join(', ') },
    { name: card.fill, value: percent(facts.fillShare) },
    ...details.parts.map(({ name, part }) => ({ name: card.part, value: `${parts[part] ?? part} (${name})` })),
  ];
  return <Definitions rows={rows} />;
}
