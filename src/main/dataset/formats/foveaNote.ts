// What NIfTI, MetaImage and folders of pictures have no field for: Fovea writes it as one line of JSON beside or into them and reads it back.
import { z } from 'zod';
import { lateralities } from '../../../shared/domain/manifest.ts';
import { scanPatterns, spacingUmSchema, type VolumeHeader, volumeHeaderSchema } from '../../../shared/domain/volume.ts';
import { noPatient } from './arraySeries.ts';
import type { PatientIdentity, VolumeSeries } from './volumeFormat.ts';

const wordsSchema = z.string().max(256).nullable();
const noteSchema = z.object({
  foveaVolume: z.literal(1),
  spacingUm: spacingUmSchema,
  laterality: z.enum(lateralities).nullable(),
  scanPattern: z.enum(scanPatterns).nullable(),
  modality: volumeHeaderSchema.shape.modality,
  acquiredAt: wordsSchema.optional(),
  patient: z
    .strictObject({ identifier: wordsSchema, name: wordsSchema, birthDate: wordsSchema, sex: z.enum(['F', 'M', 'O']).nullable() })
    .optional(),
});
export type FoveaNote = z.infer<typeof noteSchema>;

/** How a volume is written; without the patient and the date unless told otherwise. */
export interface WriteOptions {
  readonly keepsIdentity?: boolean;
}

/** One line of ASCII. */
export function foveaNote(
  { header, patient }: Pick<VolumeSeries, 'header' | 'patient'>,
  { keepsIdentity = false }: WriteOptions = {},
): string {
  const { spacingUm, laterality, scanPattern, modality, acquiredAt } = header;
  const identity = keepsIdentity ? { acquiredAt, patient } : {};
  const note = JSON.stringify({ foveaVolume: 1, spacingUm, laterality, scanPattern, modality, ...identity } satisfies FoveaNote);
  return note.replaceAll(/[^ -~]/g, letter => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Null where the text is not such a note. */
export function readFoveaNote(text: string): FoveaNote | null {
  if (!text.includes('foveaVolume')) return null;
  try {
    return noteSchema.parse(JSON.parse(text.replace(/\0+$/, '')));
  } catch {
    return null;
  }
}

/** What a note adds to a header: its spacing where the file's own agrees to a thousandth, so that an edited file is believed. */
export function withFoveaNote(spacingUm: VolumeHeader['spacingUm'], note: FoveaNote | null): Partial<VolumeHeader> {
  if (note === null) return { spacingUm };
  const agreed = (axis: 'bscan' | 'row' | 'column') => {
    const stored = spacingUm[axis];
    const noted = note.spacingUm[axis];
    return noted === null || stored === null || Math.abs(noted.value - stored.value) <= noted.value / 1000 ? noted : stored;
  };
  const { laterality, scanPattern, modality, acquiredAt = null } = note;
  return {
    spacingUm: { bscan: agreed('bscan'), row: agreed('row'), column: agreed('column') },
    ...{ laterality, scanPattern, modality, acquiredAt, identifiers: identityKinds(patientIn(note)) },
  };
}

/** Who the note says was scanned. */
export function patientIn(note: FoveaNote | null): PatientIdentity {
  return note?.patient ?? noPatient;
}

/** What is known of a patient, by kinds. */
export function identityKinds({ identifier, name, birthDate, sex }: PatientIdentity): string[] {
  const kinds = { 'patient ID': identifier, name, 'birth date': birthDate, sex };
  return Object.entries(kinds).flatMap(([kind, value]) => (value === null ? [] : [kind]));
}
