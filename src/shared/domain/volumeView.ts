// A volume as the window shows it: what its file says, what a person stated over it, and how sure each line of its geometry is.
import { z } from 'zod';
import { lateralities } from './manifest.ts';
import { lengthSources, volumeHeaderSchema } from './volume.ts';

/** What a person states where the file is silent or wrong. A key that is left out leaves the file's word; null says "unknown". */
export const volumeStatementSchema = z.strictObject({
  laterality: z.enum(lateralities).nullable().optional(),
  /** µm from one sample to the next. */
  spacingUm: z
    .strictObject({
      bscan: z.number().positive().nullable(),
      row: z.number().positive().nullable(),
      column: z.number().positive().nullable(),
    })
    .optional(),
});
export type VolumeStatement = z.infer<typeof volumeStatementSchema>;

/** What volumes count as whose patient nothing tells: nobody's, one patient's, or each study's its own. */
export const patientStatements = ['unknown', 'one', 'each'] as const;
export type PatientStatement = (typeof patientStatements)[number];

/** One line of the check that a person does when a volume comes in (UX §1.7, GP2). */
export const geometryCheckSchema = z.strictObject({
  about: z.enum(['eye', 'up', 'order', 'spacing', 'transform']),
  state: z.enum(['ok', 'warning']),
  /** What holds and where it is from, such as "OD, stored in the file". */
  words: z.string(),
  /** What mends it: a statement of a person, or a switch of the format. */
  fix: z.enum(['eye', 'spacing', 'options']).nullable(),
});
export type GeometryCheck = z.infer<typeof geometryCheckSchema>;

/** A switch of the format, drawn as a form field. */
export const formatOptionSchema = z.strictObject({
  name: z.string(),
  label: z.string(),
  help: z.string(),
  /** `integer` and `number` may be null: what the file or its name says. */
  kind: z.enum(['switch', 'integer', 'number', 'choice']),
  choices: z.array(z.strictObject({ value: z.json(), label: z.string() })),
  value: z.json(),
  default: z.json(),
});
export type FormatOption = z.infer<typeof formatOptionSchema>;

/** What stands for an A-scan between two boundaries in an en face picture. */
export const projections = ['mean', 'max', 'sum'] as const;
export type Projection = (typeof projections)[number];

const cardLineSchema = z.strictObject({
  label: z.string(),
  value: z.string(),
  source: z.enum(lengthSources).optional(),
  severity: z.enum(['note', 'warning']).optional(),
});

/** Another volume of the same patient, for looking at both side by side. */
export const volumeRelativeSchema = z.strictObject({
  item: z.string(),
  relation: z.enum(['sameVisit', 'otherEye', 'followUp']),
  laterality: z.enum(lateralities).nullable(),
  acquiredAt: z.string().nullable(),
  scanPattern: z.string().nullable(),
  bscans: z.int(),
});
export type VolumeRelative = z.infer<typeof volumeRelativeSchema>;

export const volumeViewSchema = z.strictObject({
  item: z.string(),
  format: z.strictObject({ name: z.string(), title: z.string(), proof: z.enum(['real', 'independent', 'ownWriter']) }),
  /** With the person's statement applied: its spacing counts as measured there, and a note says whose word it is. */
  header: volumeHeaderSchema,
  statement: volumeStatementSchema,
  options: z.array(formatOptionSchema),
  card: z.array(z.strictObject({ title: z.string(), lines: z.array(cardLineSchema) })),
  check: z.array(geometryCheckSchema),
  /** Why en face, 3-D and nL do not exist for it; null where they do. */
  noEnFace: z.string().nullable(),
  relatives: z.array(volumeRelativeSchema),
  /** Changes whenever pixels or geometry may: part of every bulk address below, so that those may be kept for ever. */
  version: z.string(),
});
export type VolumeView = z.infer<typeof volumeViewSchema>;
