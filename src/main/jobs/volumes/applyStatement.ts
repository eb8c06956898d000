// A volume's header with what a person stated laid over what its file says. Nothing of the file is changed; a note says whose word it is.
import type { Laterality } from '../../../shared/domain/manifest.ts';
import type { Length, VolumeHeader, VolumeNote } from '../../../shared/domain/volume.ts';
import type { VolumeStatement } from '../../../shared/domain/volumeView.ts';
import { formatNumber } from '../../../shared/units.ts';

export interface StatementBy {
  readonly statement: VolumeStatement;
  /** Who stated it. */
  readonly author: string;
  /** The eye as import found it, in the file or in its name. */
  readonly importedEye: Laterality | null;
}

/** The eye: of the person, else of the file, else of its name. A stated spacing counts as measured. */
export function applyStatement(header: VolumeHeader, { statement, author, importedEye }: StatementBy): VolumeHeader {
  const notes: VolumeNote[] = [];
  const laterality = statement.laterality === undefined ? (header.laterality ?? importedEye) : statement.laterality;
  if (statement.laterality !== undefined) {
    const says = header.laterality === null ? 'the file does not say' : `the file says ${header.laterality}`;
    notes.push(note('laterality', `${laterality ?? 'Unknown eye'}, stated by ${author}; ${says}.`));
  } else if (header.laterality === null && importedEye !== null) {
    notes.push(note('laterality', `${importedEye}, by the file’s name; the file itself does not say.`));
  }
  if (statement.spacingUm !== undefined) {
    notes.push(note('geometry', `Spacing stated by ${author}; the file says ${spacingWords(header.spacingUm)}.`));
  }
  return {
    ...header,
    laterality,
    spacingUm: statement.spacingUm === undefined ? header.spacingUm : stated(statement.spacingUm),
    notes: [...header.notes, ...notes],
  };
}

type Spacing = NonNullable<VolumeStatement['spacingUm']>;

function stated({ bscan, row, column }: Spacing): VolumeHeader['spacingUm'] {
  const length = (value: number | null): Length | null => (value === null ? null : { value, source: 'measured' });
  return { bscan: length(bscan), row: length(row), column: length(column) };
}

/** Such as "11.50 µm between A-scans (estimated), 3.87 µm between rows (measured)". */
export function spacingWords({ column, row, bscan }: VolumeHeader['spacingUm']): string {
  const named = [
    ['A-scans', column],
    ['rows', row],
    ['B-scans', bscan],
  ] as const;
  const known = named.flatMap(([name, length]) =>
    length === null ? [] : [`${formatNumber(length.value, 2)} µm between ${name} (${length.source})`],
  );
  return known.length === 0 ? 'nothing' : known.join(', ');
}

function note(about: VolumeNote['about'], message: string): VolumeNote {
  return { about, severity: 'note', message };
}
