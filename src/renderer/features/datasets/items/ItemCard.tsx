// What is known of one scan and its file; unknown is written as unknown.
import { formatBytes, formatNumber } from '../../../../shared/units.ts';
import type { ItemDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import styles from './ItemCard.module.css';

export function ItemCard({ details }: { details: ItemDetails }) {
  const { card, parts, percent } = text.data;
  const { path, patient, eye, date, widthPx, heightPx, channels, bitDepth, format, sizeBytes, facts } = details;
  const rows: [label: string, value: string, isUnknown?: boolean][] = [
    [card.path, path],
    [card.patient, patient ?? card.unknown, patient === null],
    [card.eye, eye ?? card.unknown, eye === null],
    ...(date === null ? [] : ([[card.date, date]] as [string, string][])),
    [card.size, `${formatNumber(widthPx)} × ${formatNumber(heightPx)} px`],
    [card.spacing, card.spacingUnknown, true],
    [card.depth, `${bitDepth} bit, ${channels === 1 ? 'grey' : 'RGB'}`],
    [card.file, [...(format === null ? [] : [format]), formatBytes(sizeBytes)].join(', ')],
    [card.fill, percent(facts.fillShare)],
    ...details.parts.map(({ name, part }): [string, string] => [card.part, `${parts[part] ?? part} (${name})`]),
  ];
  return (
    <dl className={styles.card}>
      {rows.map(([label, value, isUnknown = false]) => (
        <div key={label + value} className={styles.row}>
          <dt>{label}</dt>
          <dd data-unknown={isUnknown}>
            {label === card.patient && patient !== null ? (
              <a href={hrefOf('data', [details.dataset.id, 'items'], { search: patient })} title={text.data.ofPatient}>
                {value}
              </a>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
