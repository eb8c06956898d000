// Volumes as every reader describes them: geometry with where each number came from, scan pattern, layer lines, acquisition. An image
// is a volume with one B-scan. Rows grow with depth (up is the vitreous); x and y on the fundus are those of the localizer as stored.
import { z } from 'zod';
import { lateralities } from './manifest.ts';

/** `measured`: stored by the device. `estimated`: computed from other stored numbers. `assumed`: a usual value of such devices. */
export const lengthSources = ['measured', 'estimated', 'assumed'] as const;
export const lengthSchema = z.strictObject({ value: z.number().positive(), source: z.enum(lengthSources) });
export type Length = z.infer<typeof lengthSchema>;

/** From one sample to the next, in µm; null = unknown, never a guess. */
export const spacingUmSchema = z.strictObject({
  bscan: lengthSchema.nullable(),
  row: lengthSchema.nullable(),
  column: lengthSchema.nullable(),
});
export type SpacingUm = z.infer<typeof spacingUmSchema>;

export const scanPatterns = ['line', 'raster', 'radial', 'circle', 'star', 'repeated'] as const;
export type ScanPattern = (typeof scanPatterns)[number];

/** µm on the fundus from the localizer's centre, x to the right and y down in the localizer as shown. */
export const fundusPointSchema = z.strictObject({ xUm: z.number(), yUm: z.number() });

/** Where a B-scan lies: from its first to its last A-scan. A circle starts and ends at `start` and runs around `centre`. */
export const scanPathSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('line'), start: fundusPointSchema, end: fundusPointSchema }),
  z.strictObject({
    kind: z.literal('circle'),
    start: fundusPointSchema,
    centre: fundusPointSchema,
    /** In the localizer as shown; left out where nobody knows. */
    direction: z.enum(['clockwise', 'anticlockwise']).optional(),
  }),
]);
export type ScanPath = z.infer<typeof scanPathSchema>;

/** A layer boundary. Its heights are `Float32Array [bscan, column]`, rows from the top with fractions, NaN where there is none. */
export const surfaceSchema = z.strictObject({
  /** The field's short name where it is one: ILM, RNFL, GCL, IPL, INL, OPL, ONL, ELM, EZ, IZ, RPE, BM … */
  name: z.string(),
  /** As the file calls it. */
  stored: z.string(),
  source: z.enum(['vendor', 'human', 'model']),
});
export type Surface = z.infer<typeof surfaceSchema>;

/** What a person should know about how this was read: an assumption, a repair that was not made, something that is not decoded. */
export const volumeNoteSchema = z.strictObject({
  about: z.enum(['geometry', 'intensity', 'registration', 'laterality', 'layers', 'identity', 'file']),
  severity: z.enum(['note', 'warning']),
  message: z.string(),
});
export type VolumeNote = z.infer<typeof volumeNoteSchema>;

const bscanSchema = z.strictObject({
  path: scanPathSchema.nullable(),
  /** As the device rates it; the unit stands in the header's `qualityUnit`. */
  quality: z.number().nullable(),
  /** Frames averaged into this B-scan (ART). */
  averaged: z.int().nullable(),
  /** ISO 8601, to the second. */
  acquiredAt: z.string().nullable(),
});

/** Everything about a volume but its samples and its patient. */
export const volumeHeaderSchema = z.strictObject({
  /** Name of the format and what distinguishes this series in its file. */
  format: z.string(),
  series: z.string(),
  shape: z.strictObject({
    bscans: z.int().min(1),
    rows: z.int().min(1),
    columns: z.int().min(1),
    channels: z.union([z.literal(1), z.literal(3)]),
  }),
  /** Of the samples as stored, after decoding. */
  sampleType: z.enum(['uint8', 'uint16', 'int16', 'float32']),
  spacingUm: spacingUmSchema,
  scanPattern: z.enum(scanPatterns).nullable(),
  laterality: z.enum(lateralities).nullable(),
  modality: z.enum(['OCT', 'OCTA', 'fundus', 'other']),
  device: z.strictObject({ manufacturer: z.string().nullable(), model: z.string().nullable(), software: z.string().nullable() }),
  /** ISO 8601. */
  acquiredAt: z.string().nullable(),
  qualityUnit: z.string().nullable(),
  bscans: z.array(bscanSchema),
  localizer: z
    .strictObject({
      rows: z.int(),
      columns: z.int(),
      channels: z.union([z.literal(1), z.literal(3)]),
      spacingUm: spacingUmSchema.omit({ bscan: true }),
    })
    .nullable(),
  surfaces: z.array(surfaceSchema),
  /** How stored samples became values, and values grey: named, so that it can be recorded. */
  intensity: z.strictObject({ stored: z.string(), display: z.string() }),
  /** What was done about eye movement between B-scans. */
  registration: z.enum(['applied', 'available', 'byDevice', 'none']),
  /** Kinds of identifiers in the file, such as name or birth date; never their values. */
  identifiers: z.array(z.string()),
  notes: z.array(volumeNoteSchema),
});
export type VolumeHeader = z.infer<typeof volumeHeaderSchema>;
