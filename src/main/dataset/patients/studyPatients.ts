// Whose a volume is where its own file and its name are silent: files of one study, of one frame of reference, or that read each other are
// of one patient (DICOM PS3.3 A.1.2: a study belongs to one patient). Whose other files are stays unknown; nothing is guessed.
import { tieByKeys } from '../tieByKeys.ts';

export interface Studied {
  readonly path: string;
  /** What only files of one patient share. */
  readonly ties: readonly string[];
  /** By the file, else by its name; null where neither tells. */
  readonly patient: string | null;
}

export interface StudyPatient {
  /** The one patient that its group tells; null where it tells none, or several. */
  readonly patient: string | null;
  /** Path of the group's first file: those with the same are of one patient, whoever that is. */
  readonly together: string;
  /** The group tells several patients, which no study has. */
  readonly isContradicted: boolean;
}

/** One for each file. */
export function studyPatients(files: readonly Studied[]): StudyPatient[] {
  const roots = tieByKeys(files.map(({ ties }) => ties));
  const told = new Map<number, Set<string>>();
  for (const [at, { patient }] of files.entries()) {
    const root = roots[at] as number;
    const patients = told.get(root) ?? new Set();
    if (patient !== null) patients.add(patient);
    told.set(root, patients);
  }
  return roots.map(root => {
    const [only = null, ...others] = told.get(root) ?? [];
    return { patient: others.length === 0 ? only : null, together: (files[root] as Studied).path, isContradicted: others.length > 0 };
  });
}
