// A data set as import describes it: items, the report on what was found, facts per class, and the certificate of a split.
import { z } from 'zod';
import { choiceSchema } from './choice.ts';
import { lateralities } from './manifest.ts';
import { volumeHeaderSchema } from './volume.ts';

const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** What one image file says without its content being understood; these alone feed the shortcut baseline. */
export const imageFactsSchema = z.strictObject({
  widthPx: z.int().min(1),
  heightPx: z.int().min(1),
  channels: z.int().min(1),
  bitDepth: z.int().min(1),
  /** Images in the file; the first one is described and used. */
  frames: z.int().min(1),
  sizeBytes: z.int().min(0),
  /** File bytes per pixel. */
  density: z.number().min(0),
  /** Share of the pixels that are border fill, 0 to 1. */
  fillShare: z.number().min(0).max(1),
  /** Mean and standard deviation of the grey level outside fill, as a share of the full range; null where all is fill. */
  greyMean: z.number().nullable(),
  greySd: z.number().nullable(),
});
export type ImageFacts = z.infer<typeof imageFactsSchema>;

/** What makes an item a volume: what its reader said of it, without its patient, and the files it is read from. */
export const dataVolumeSchema = z.strictObject({
  /** Its place among the series of its file. */
  series: z.int().min(0),
  header: volumeHeaderSchema,
  /** Switches of the format that it was read with. */
  options: z.record(z.string(), z.json()),
  /** The item's own path first. */
  files: z.array(z.strictObject({ path: z.string(), sha256: sha256Schema, sizeBytes: z.int(), mtimeMs: z.number() })),
});
export type DataVolume = z.infer<typeof dataVolumeSchema>;

/** One image or volume as import found it. `patient` is the identifier itself: it never leaves the workspace's store. */
export const dataItemSchema = z.strictObject({
  /** Path below the import root, with forward slashes; with the series of a volume it tells the items of an import apart (`placeOf`). */
  path: z.string().min(1),
  sha256: sha256Schema,
  mtimeMs: z.number(),
  format: z.string(),
  facts: imageFactsSchema,
  label: z.string().nullable(),
  patient: z.string().nullable(),
  /** Where nothing told the patient: path of the first file that is of the same one for certain, its own where it stands alone. Else null. */
  together: z.string().nullable(),
  eye: z.enum(lateralities).nullable(),
  /** Date of the scan as its source wrote it. */
  date: z.string().nullable(),
  /** Name of the split folder (train, test, …) that the file lay in: recorded, never trusted as a split. */
  folderSplit: z.string().nullable(),
  /** Null for an image. A volume's facts are those of its middle B-scan. */
  volume: dataVolumeSchema.nullable(),
});
export type DataItem = z.infer<typeof dataItemSchema>;

/** Tells the items of an import apart until the store names them; for an image its path. */
export function placeOf({ path, volume }: Pick<DataItem, 'path' | 'volume'>): string {
  return volume === null || volume.series === 0 ? path : `${path}, series ${volume.series + 1}`;
}

/** Something a person should know about a data set or a split. */
export const findingSchema = z.strictObject({
  name: z.string(),
  severity: z.enum(['error', 'warning', 'note']),
  message: z.string(),
  count: z.int().min(1),
  /** The first few paths or classes concerned. */
  examples: z.array(z.string()),
});
export type Finding = z.infer<typeof findingSchema>;

export const importReportSchema = z.strictObject({
  version: z.literal(1),
  root: z.string(),
  layout: choiceSchema,
  patientRule: choiceSchema,
  /** Every file seen. */
  files: z.int(),
  items: z.int(),
  /** Items that are volumes, and the B-scans in them. */
  volumes: z.int().default(0),
  bscans: z.int().default(0),
  patients: z.int(),
  classes: z.array(z.strictObject({ name: z.string(), scans: z.int(), patients: z.int() })),
  sizes: z.array(
    z.strictObject({
      name: z.string(),
      format: z.string(),
      widthPx: z.int(),
      heightPx: z.int(),
      channels: z.int(),
      bitDepth: z.int(),
      scans: z.int(),
    }),
  ),
  /** Sets of files with the same bytes; `name` is their SHA-256. */
  duplicates: z.array(z.strictObject({ name: sha256Schema, paths: z.array(z.string()), classes: z.array(z.string()), patients: z.int() })),
  unreadable: z.array(z.strictObject({ name: z.string(), code: z.string(), reason: z.string() })),
  ignored: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
  /** Patients with scans under more than one class. */
  patientsInSeveralClasses: z.int(),
  folderSplits: z.array(z.strictObject({ name: z.string(), scans: z.int() })),
  findings: z.array(findingSchema),
});
export type ImportReport = z.infer<typeof importReportSchema>;

/** Median and 5th and 95th percentile of each fact, for each class. */
export const datasetFactsSchema = z.strictObject({
  classes: z.array(
    z.strictObject({
      name: z.string(),
      scans: z.int(),
      facts: z.array(z.strictObject({ name: z.string(), median: z.number(), p5: z.number(), p95: z.number() })),
    }),
  ),
});
export type DatasetFacts = z.infer<typeof datasetFactsSchema>;

export const leakKinds = ['patient', 'eye', 'content'] as const;
const countsShape = { name: z.string(), patients: z.int(), eyes: z.int(), scans: z.int() };

/** The result of a leakage check, stored with the split and with every run. */
export const splitCertificateSchema = z.strictObject({
  version: z.literal(1),
  checkedAt: z.string(),
  /** How the assignment was made, in words. */
  method: z.string(),
  /** Distinct patients, distinct eyes (where the eye is known) and scans, for each part and each class in it. */
  parts: z.array(z.strictObject({ ...countsShape, classes: z.array(z.strictObject(countsShape)) })),
  leaks: z.array(z.strictObject({ kind: z.enum(leakKinds), key: z.string(), parts: z.array(z.string()), items: z.array(z.string()) })),
  /** Items in a part whose patient is unknown: nothing can be certified about them. */
  withoutPatient: z.int(),
  /** No leak, and every patient known. */
  ok: z.boolean(),
});
export type SplitCertificate = z.infer<typeof splitCertificateSchema>;
export type Leak = SplitCertificate['leaks'][number];
