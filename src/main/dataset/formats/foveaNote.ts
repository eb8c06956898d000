// What NIfTI and MetaImage have no field for: Fovea writes it as one line of JSON into their comments and reads it back.
import { z } from 'zod';
import { lateralities } from '../../../shared/domain/manifest.ts';
import { scanPatterns, spacingUmSchema, type VolumeHeader, volumeHeaderSchema } from '../../../shared/domain/volume.ts';

const noteSchema = z.object({
  foveaVolume: z.literal(1),
  spacingUm: spacingUmSchema,
  laterality: z.enum(lateralities).nullable(),
  scanPattern: z.enum(scanPatterns).nullable(),
  modality: volumeHeaderSchema.shape.modality,
});
export type FoveaNote = z.infer<typeof noteSchema>;

/** One line; nothing about the patient. */
export function foveaNote({ spacingUm, laterality, scanPattern, modality }: VolumeHeader): string {
  return JSON.stringify({ foveaVolume: 1, spacingUm, laterality, scanPattern, modality } satisfies FoveaNote);
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
  const { laterality, scanPattern, modality } = note;
  return { spacingUm: { bscan: agreed('bscan'), row: agreed('row'), column: agreed('column') }, laterality, scanPattern, modality };
}
