// The volumes of a data set as a tree: patient → eye → visit → series. Patients are keyed hashes, never identifiers.
import type { Laterality } from '../../../shared/domain/manifest.ts';
import type { TreeRow } from '../../store/volumeRows.ts';
import type { JobContext } from '../context.ts';

export type TreeSeries = Pick<TreeRow, 'item' | 'path' | 'series' | 'bscans' | 'scanPattern' | 'device'> & { format: string };

export interface VolumeTree {
  subject: string;
  eyes: {
    /** Unknown last. */
    laterality: Laterality | null;
    visits: {
      /** ISO date; unknown last. */
      visit: string | null;
      series: TreeSeries[];
    }[];
  }[];
}

/** Images are left out. Errors: `notFound`. */
export function volumeTree({ workspace: { store } }: JobContext, dataset: string): VolumeTree[] {
  const rows = store.volumes.tree(store.datasets.idOf(dataset));
  const volumes = rows.flatMap(({ format, ...row }) => (format === null ? [] : [{ ...row, format }]));
  return grouped(volumes, ({ subject }) => subject).map(([subject, ofPatient]) => ({
    subject,
    eyes: grouped(ofPatient, ({ laterality }) => laterality).map(([laterality, ofEye]) => ({
      laterality,
      visits: grouped(ofEye, ({ visit }) => visit).map(([visit, ofVisit]) => ({
        visit,
        series: ofVisit.map(({ item, path, series, bscans, scanPattern, device, format }) => ({
          ...{ item, path, series, bscans, scanPattern, device, format },
        })),
      })),
    })),
  }));
}

function grouped<Row, Key>(rows: readonly Row[], keyOf: (row: Row) => Key): [Key, Row[]][] {
  return [...Map.groupBy(rows, keyOf)];
}
