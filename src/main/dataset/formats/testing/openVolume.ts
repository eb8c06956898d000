// Opens bytes as a volume, for tests of formats.
import type { z } from 'zod';
import { bytesInMemory } from '../byteSource.ts';
import { sniffBytes, type VolumeFile, type VolumeFormat, type VolumeSeries } from '../volumeFormat.ts';

interface Opened {
  readonly name?: string;
  readonly params?: unknown;
  /** Files beside it. */
  readonly beside?: Readonly<Record<string, Uint8Array>>;
}

export async function openVolume<Params extends z.ZodType>(
  format: VolumeFormat<Params>,
  bytes: Uint8Array,
  { name = 'test', params = {}, beside = {} }: Opened = {},
): Promise<VolumeFile> {
  const sibling = async (wanted: string) => {
    const found = beside[wanted];
    return found === undefined ? null : bytesInMemory(found, wanted);
  };
  return await format.open(bytesInMemory(bytes, name), format.params.parse(params), { sibling });
}

export async function openOneSeries<Params extends z.ZodType>(
  format: VolumeFormat<Params>,
  bytes: Uint8Array,
  opened: Opened = {},
): Promise<VolumeSeries> {
  const { series } = await openVolume(format, bytes, opened);
  if (series.length !== 1) throw new Error(`expected one series, received ${series.length}`);
  return series[0] as VolumeSeries;
}

/** Whether the format takes these bytes for its own. */
export function sniffs(format: VolumeFormat<z.ZodType>, bytes: Uint8Array, name = 'test'): boolean {
  return format.sniff({ head: bytes.subarray(0, sniffBytes), sizeBytes: bytes.length, name });
}
