// Reads the peers' numbers that make.py wrote.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Raster } from '../../../src/main/imaging/raster.ts';

const packedSchema = z.object({ kind: z.enum(['u8', 'u16', 'f32']), shape: z.tuple([z.int(), z.int(), z.int()]), data: z.base64() });
type Packed = z.infer<typeof packedSchema>;
const schema = z.object({
  sources: z.record(z.string(), packedSchema),
  resizes: z.array(
    z.object({ source: z.string(), rows: z.int(), columns: z.int(), torchvision: packedSchema, pillow: packedSchema.optional() }),
  ),
  warpSource: packedSchema,
  warps: z.array(
    z.object({
      angle: z.number(),
      scale: z.number(),
      shiftRows: z.number(),
      shiftColumns: z.number(),
      fill: z.number(),
      torchvision: packedSchema,
    }),
  ),
  coloured: packedSchema,
  pillowGrey: packedSchema,
  tones: z.record(z.string(), packedSchema),
  decoded: z.record(z.string(), packedSchema),
});

export const golden = schema.parse(JSON.parse(readFileSync(new URL('imaging.json', import.meta.url), 'utf8')));

/** A file that Pillow wrote; `golden.decoded` says what it read back. */
export function goldenFile(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`files/${name}`, import.meta.url)));
}

export function unpack({ kind, shape: [rows, columns, channels], data }: Packed): Raster {
  const { buffer } = new Uint8Array(Buffer.from(data, 'base64'));
  const pixels = kind === 'u8' ? new Uint8Array(buffer) : kind === 'u16' ? new Uint16Array(buffer) : new Float32Array(buffer);
  return { data: pixels, rows, columns, channels };
}

export function unpackFloat(packed: Packed): Raster<Float32Array> {
  const raster = unpack(packed);
  return { ...raster, data: Float32Array.from(raster.data) };
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs((a[i] as number) - (b[i] as number)));
  return largest;
}
