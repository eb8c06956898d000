// Rows of the tables of volumes: the header as its reader gave it, put together from its parts, and what people state over it.
import { z } from 'zod';
import { lateralities } from '../../shared/domain/manifest.ts';
import { scanPathSchema, scanPatterns, volumeHeaderSchema } from '../../shared/domain/volume.ts';
import { volumeStatementSchema } from '../../shared/domain/volumeView.ts';
import { jsonColumn, jsonObject } from './rows.ts';

export const volumeRowSchema = z.strictObject({
  item: z.string(),
  format: z.string(),
  laterality: z.enum(lateralities).nullable(),
  options: jsonColumn(jsonObject),
  header: jsonColumn(volumeHeaderSchema.omit({ bscans: true })),
});

export const bscanRowSchema = z.strictObject({
  path: jsonColumn(scanPathSchema).nullable(),
  quality: z.number().nullable(),
  averaged: z.int().nullable(),
  acquiredAt: z.string().nullable(),
});

export const volumeFileSchema = z.strictObject({
  /** Below the item's root, with forward slashes. */
  path: z.string(),
  sha256: z.string(),
  sizeBytes: z.int(),
  mtimeMs: z.number(),
});
/** A file that a volume is read from, as it was at import. */
export type VolumeFileRow = z.infer<typeof volumeFileSchema>;

export const statementKinds = ['statement', 'options'] as const;
const eventShape = {
  id: z.int(),
  item: z.string(),
  author: z.string(),
  /** The event that this one takes back. */
  undoes: z.int().nullable(),
  /** Events of one act share it, and are undone together. */
  action: z.string(),
  atMs: z.int(),
};
export const statementRowSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...eventShape, kind: z.literal('statement'), value: jsonColumn(volumeStatementSchema) }),
  z.strictObject({ ...eventShape, kind: z.literal('options'), value: jsonColumn(jsonObject) }),
]);
export type StatementEvent = z.infer<typeof statementRowSchema>;
/** Without `undoes` it states something of its own. */
export type NewStatementEvent = { item: string; author: string; action: string; atMs: number; undoes?: number | undefined } & (
  | Pick<Extract<StatementEvent, { kind: 'statement' }>, 'kind' | 'value'>
  | Pick<Extract<StatementEvent, { kind: 'options' }>, 'kind' | 'value'>
);

export const treeRowSchema = z.strictObject({
  item: z.string(),
  subject: z.string(),
  laterality: z.enum(lateralities).nullable(),
  visit: z.string().nullable(),
  path: z.string(),
  series: z.int().nullable(),
  bscans: z.int(),
  /** Null for an image. */
  format: z.string().nullable(),
  scanPattern: z.enum(scanPatterns).nullable(),
  device: z.string().nullable(),
});
/** A row of patient → eye → visit → series. */
export type TreeRow = z.infer<typeof treeRowSchema>;
