// Opens bytes as one format, with its switches and the files beside it, and reads a whole series: what every format's test does.
import { bytesInMemory } from '../byteSource.ts';
import { emptySamples } from '../samples.ts';
import { sniffBytes, type VolumeFile, type VolumeFormat, type VolumeSeries } from '../volumeFormat.ts';

export async function openInMemory(
  format: Pick<VolumeFormat, 'open' | 'params'>,
  bytes: Uint8Array,
  { name = 'file', beside = {}, params = {} }: { name?: string; beside?: Readonly<Record<string, Uint8Array>>; params?: unknown } = {},
): Promise<VolumeFile> {
  const sibling = async (wanted: string) => (beside[wanted] === undefined ? null : bytesInMemory(beside[wanted], wanted));
  return format.open(bytesInMemory(bytes, name), format.params.parse(params), { sibling });
}

/** Whether the format takes these bytes for its own. */
export function sniffs(format: Pick<VolumeFormat, 'sniff'>, bytes: Uint8Array, name = 'file'): boolean {
  return format.sniff({ head: bytes.subarray(0, sniffBytes), sizeBytes: bytes.length, name });
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

/** Opens a file of one series. */
export async function openOneSeries(...opened: Parameters<typeof openInMemory>): Promise<VolumeSeries> {
  return onlySeries(await openInMemory(...opened));
}
