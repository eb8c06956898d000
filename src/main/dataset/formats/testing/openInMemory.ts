// Opens bytes as one format, with the files beside them, and reads a whole series: what every format's test does.
import { bytesInMemory } from '../byteSource.ts';
import { emptySamples } from '../samples.ts';
import type { VolumeFile, VolumeFormat, VolumeSeries } from '../volumeFormat.ts';

export async function openInMemory(
  format: Pick<VolumeFormat, 'open' | 'params'>,
  bytes: Uint8Array,
  { name = 'file', beside = {} }: { name?: string; beside?: Readonly<Record<string, Uint8Array>> } = {},
): Promise<VolumeFile> {
  const sibling = async (wanted: string) => (beside[wanted] === undefined ? null : bytesInMemory(beside[wanted], wanted));
  return format.open(bytesInMemory(bytes, name), format.params.parse({}), { sibling });
}

/** Every sample of a series as stored. */
export async function allSamples({ header, readBscan }: VolumeSeries) {
  const { bscans, rows, columns, channels } = header.shape;
  const size = rows * columns * channels;
  const samples = emptySamples(header.sampleType, bscans * size);
  for (let i = 0; i < bscans; i++) samples.set((await readBscan(i, 'stored')).data, i * size);
  return samples;
}

export async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const piece of pieces) parts.push(Uint8Array.from(piece));
  return Uint8Array.from(Buffer.concat(parts));
}

/** The only series of a file. */
export function onlySeries({ series }: VolumeFile): VolumeSeries {
  const [first, ...others] = series;
  if (first === undefined || others.length > 0) throw new Error(`Expected one series, received ${series.length}.`);
  return first;
}
