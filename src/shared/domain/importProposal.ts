// How a folder is to be imported: what its names suggest, and what a person may say instead.
import { z } from 'zod';

export const layoutNames = ['classFolders', 'flat'] as const;

export const importChoicesSchema = z.object({
  layout: z.enum(layoutNames).optional(),
  /** A regular expression on the path with a group named `patient`. */
  patientPattern: z.string().min(1).max(1000).optional(),
  ownPatients: z.boolean().optional(),
  /** Images of one folder and size that are numbered in sequence are slices of one volume. */
  slices: z.boolean().optional(),
  /** Paths below the folder: these files and no others. */
  only: z.array(z.string().min(1)).max(100_000).optional(),
});
export type ImportChoices = z.infer<typeof importChoicesSchema>;

export interface ImportProposal {
  /** With links resolved; below the folder asked about where that holds nothing but one folder of images. */
  root: string;
  /** For the data set; the folder's own. */
  name: string;
  layout: (typeof layoutNames)[number];
  /** null: Kermany's names, or the table. */
  patientPattern: string | null;
  /** Path of a table of patients that lies in the folder. */
  patientTable: string | null;
  /** Whether a file whose patient is not told counts as a patient of its own. */
  ownPatients: boolean;
  /** Everything seen; `images` of them are named like images, and `volumes` are files of volumes by their content. */
  files: number;
  images: number;
  volumes: number;
  /** Images by whose names alone they may be slices, and of how many volumes; null where few are numbered like that. */
  sequences: { images: number; volumes: number } | null;
  /** As chosen: never assumed. */
  slices: boolean;
  /** Of all files. */
  sizeBytes: number;
  /** Of the images, by their names. */
  patients: number;
  withoutPatient: number;
  classes: { name: string; scans: number; patients: number }[];
  examples: { path: string; label: string | null; patient: string | null; eye: 'OD' | 'OS' | null }[];
}

/** What people call image files; one of them that cannot be read is a problem to report, and not just another file. */
export function imageExtensionsOf(known: readonly string[]): ReadonlySet<string> {
  const others = ['.gif', '.jp2', '.j2k', '.avif', '.heic', '.dcm', '.vol', '.e2e', '.fda', '.fds', '.oct', '.nii'];
  return new Set([...known, ...others, '.mhd', '.mha']);
}
