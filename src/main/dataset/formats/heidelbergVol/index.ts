// Heidelberg .vol, the Spectralis' raw export, plain or packed with gzip.
import { constants, gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { fourthRootGrey } from '../../../imaging/octGrey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { checked } from '../heidelberg/checked.ts';
import { oleDateToIso } from '../heidelberg/dates.ts';
import { hasLine, heidelbergSurface, markMissing } from '../heidelberg/layers.ts';
import { float32s } from '../heidelberg/samples.ts';
import { unpack } from '../unpackStream.ts';
import type { StoredBscan, VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { describeVol } from './describe.ts';
import { headerBytes, readBscanHeaders, readVolHeader, volMark } from './header.ts';

export const heidelbergVol = {
  name: 'heidelbergVol',
  title: 'Heidelberg .vol',
  summary: 'Spectralis raw export: B-scans as linear intensities, localizer, layer lines; also .vol.gz and *Angio.vol',
  reference: 'eyepy vol_reader; LibOctData he_vol; RETIMAT read_vol',
  extensions: ['.vol', '.vol.gz'],
  proof: 'real',
  params: z.strictObject({}),
  sniff: ({ head }) => startsWith(isGzip(head) ? unpackedStart(head) : head, volMark),
  open: async source => {
    const file = isGzip(await source.read(0, Math.min(2, source.sizeBytes))) ? await unpackVol(source) : source;
    return { series: [await openSeries(file)], close: () => source.close() };
  },
} as const satisfies VolumeFormat<z.ZodObject>;

/** A packed file is unpacked into memory: enough for 512 B-scans of 512 × 496. */
const packedLimitBytes = 640 * 2 ** 20;

async function openSeries(source: ByteSource): Promise<VolumeSeries> {
  const vol = await readVolHeader(source);
  const bscans = await readBscanHeaders(source, vol);
  const lineCount = Math.max(...bscans.map(({ lines }) => lines));
  const lineIds: number[] = [];
  for (let id = 0; id < lineCount; id++) if (hasLine(await readLines(id))) lineIds.push(id);
  const header = describeVol(vol, bscans, lineIds.map(heidelbergSurface), /angio/i.test(source.name));

  async function readStored(index: number): Promise<StoredBscan & { data: Float32Array }> {
    const bscan = checked(bscans[index], index, 'B-scan', bscans.length);
    const data = float32s(await source.read(bscan.dataOffset, 4 * vol.rows * vol.columns));
    return { data: markMissing(data), rows: vol.rows, columns: vol.columns, channels: 1 };
  }

  async function readLines(id: number): Promise<Float32Array> {
    const heights = new Float32Array(vol.bscans * vol.columns).fill(Number.NaN);
    for (const [index, { lines, linesOffset }] of bscans.entries()) {
      if (id >= lines) continue;
      const line = float32s(await source.read(linesOffset + 4 * id * vol.columns, 4 * vol.columns));
      heights.set(markMissing(line), index * vol.columns);
    }
    return heights;
  }

  async function readBscan(index: number, intensity: 'stored'): Promise<StoredBscan>;
  async function readBscan(index: number, intensity: 'display'): Promise<Raster<Uint8Array>>;
  async function readBscan(index: number, intensity: 'stored' | 'display'): Promise<StoredBscan> {
    const stored = await readStored(index);
    return intensity === 'stored' ? stored : { ...stored, data: fourthRootGrey(stored.data) };
  }

  return {
    header,
    patient: { identifier: vol.patientId, name: null, birthDate: oleDateToIso(vol.birthDate), sex: null },
    readBscan,
    readLocalizer: async () => {
      const { rows, columns } = vol.localizer;
      return rows * columns === 0 ? null : { data: await source.read(headerBytes, rows * columns), rows, columns, channels: 1 };
    },
    readSurface: async index => await readLines(checked(lineIds[index], index, 'layer line', lineIds.length)),
  };
}

async function unpackVol(source: ByteSource): Promise<ByteSource> {
  const bytes = await unpack(source, 'gzip', { wanted: packedLimitBytes, mayEnd: true });
  if (bytes.length === packedLimitBytes) {
    const message = `${source.name}: expected at most ${packedLimitBytes} unpacked bytes, there are more. Unpack the file first.`;
    throw new AppError('unsupportedFormat', message, { details: { packedLimitBytes } });
  }
  return bytesInMemory(bytes, source.name);
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** What the first bytes of a packed file hold, as far as they go; of a few where more are damaged; nothing where it is not gzip. */
function unpackedStart(head: Uint8Array): Uint8Array {
  for (const length of [head.length, 512]) {
    try {
      return gunzipSync(head.subarray(0, length), { finishFlush: constants.Z_SYNC_FLUSH });
    } catch {}
  }
  return new Uint8Array();
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return Buffer.from(bytes.subarray(0, mark.length)).toString('latin1') === mark;
}
