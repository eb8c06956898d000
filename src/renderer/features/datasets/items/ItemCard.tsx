// What is known of one scan and its file; unknown is written as unknown.
import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatNumber } from '../../../../shared/units.ts';
import type { ItemDetails } from '../../../client/api.ts';
import { volumeQueries } from '../../../client/queries/volumes.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { type Definition, Definitions } from '../../../ui/Definitions.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { PanelPart } from '../../../ui/Panel.tsx';

/** Of a volume its own data card takes the place of what an image's file says. */
export function ItemCard({ details }: { details: ItemDetails }) {
  return details.series === null ? <ImageCard details={details} /> : <VolumeCard details={details} />;
}

function VolumeCard({ details }: { details: ItemDetails }) {
  const query = useQuery(volumeQueries.show(details.id));
  const { card, parts } = text.data;
  return (
    <>
      <Definitions
        rows={[
          { name: card.path, value: details.path },
          ...(details.visit === null ? [] : [{ name: card.visit, value: details.visit }]),
          patientRow(details),
          ...details.parts.map(({ name, part }) => ({ name: card.part, value: `${parts[part] ?? part} (${name})` })),
        ]}
      />
      <Loaded query={query}>
        {view =>
          view.card.map(({ title, lines }) => (
            <PanelPart key={title} caption={title}>
              <Definitions rows={lines.map(({ label, value }) => ({ name: label, value }))} />
            </PanelPart>
          ))
        }
      </Loaded>
    </>
  );
}

function patientRow({ patient, dataset }: ItemDetails): Definition {
  const { card } = text.data;
  if (patient === null) return { name: card.patient, value: card.unknown, isUnknown: true };
  const href = hrefOf('data', [dataset.id, 'items'], { search: patient });
  return {
    name: card.patient,
    value: (
      <a href={href} title={text.data.ofPatient}>
        {patient}
      </a>
    ),
  };
}

function ImageCard({ details }: { details: ItemDetails }) {
  const { card, parts, percent } = text.data;
  const { path, eye, date, widthPx, heightPx, channels, bitDepth, format, sizeBytes, facts } = details;
  const rows: Definition[] = [
    { name: card.path, value: path },
    patientRow(details),
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
