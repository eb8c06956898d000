// A patient rule says, for every file of a folder, whose scan it is.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import type { DataItem } from '../../../shared/domain/dataset.ts';

/** What a rule knows about one file; null where it says nothing. */
export interface Identity {
  patient: string | null;
  eye: DataItem['eye'];
  /** Eye as written, where it is neither a right nor a left one that we know. */
  unknownEye: string | null;
  date: string | null;
  /** Class that the name or the table gives. */
  label: string | null;
}

export interface Identification {
  /** One for each path, in the same order. */
  identities: Identity[];
  /** Whether the rule's labels are taken before the folder's; else they only show where the two disagree. */
  labelsWin: boolean;
  /** Rows of a table that no file belongs to. */
  unmatchedRows: string[];
}

export interface FolderListing {
  root: string;
  /** Paths below the root, with forward slashes. */
  paths: readonly string[];
}

export interface PatientRule extends Spec {
  identify(params: unknown, folder: FolderListing): Promise<Identification>;
}

/** Makes a rule whose `identify` receives parsed parameters. */
export function patientRule<Params extends z.ZodType>(
  rule: Spec<Params> & { identify(params: z.output<Params>, folder: FolderListing): Promise<Identification> },
): PatientRule {
  return { ...rule, identify: (params, folder) => rule.identify(rule.params.parse(params), folder) };
}

const eyes = new Map([
  ...['od', 'r', 're', 'right'].map(word => [word, 'OD'] as const),
  ...['os', 'l', 'le', 'left'].map(word => [word, 'OS'] as const),
]);

/** An identity from words as they were written; empty words count as missing. */
export function identityOf(words: { [key in 'patient' | 'eye' | 'date' | 'label']?: string | undefined }): Identity {
  const clean = (word: string | undefined): string | null => word?.trim() || null;
  const eyeWord = clean(words.eye);
  const eye = eyeWord === null ? null : (eyes.get(eyeWord.toLowerCase()) ?? null);
  return {
    patient: clean(words.patient),
    eye,
    unknownEye: eye === null ? eyeWord : null,
    date: clean(words.date),
    label: clean(words.label),
  };
}
