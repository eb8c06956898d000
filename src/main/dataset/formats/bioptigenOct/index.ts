// Bioptigen (Leica Envisu) .OCT: every volume of the file, and every repeat of it, as a series; frames are read one by one.
import { arraySeries, noPatient } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import { decodeNumbers } from '../samples.ts';
import type { VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { requireBscan, requireShape, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { describeBioptigen } from './describe.ts';
import { isBioptigen } from './dictionary.ts';
import { type Frame, readFrames } from './frames.ts';
import { type BioptigenHeader, readHeader } from './header.ts';
import { type BioptigenParams, bioptigenParams } from './params.ts';

const sampleBytes: Readonly<Record<number, 1 | 2>> = { 1: 1, 2: 2 };

export const bioptigenOct = {
  name: 'bioptigenOct',
  title: 'Bioptigen .OCT',
  summary: 'B-scans of Bioptigen and Leica Envisu devices, volumes and repeats as series',
  reference: 'Bioptigen’s OCT readers for MATLAB and ImageJ; LibOctData; OCT-Converter boct',
  extensions: ['.oct'],
  proof: 'independent',
  params: bioptigenParams,
  sniff: ({ head }) => isBioptigen(head),
  open: async (source, params) => {
    const header = await readHeader(source);
    const perSample = sampleBytes[header.sampleFormat];
    if (perSample === undefined) {
      throw unsupportedVolume(
        source.name,
        `expected samples of 8 or 16 bits (format 1 or 2), received format ${header.sampleFormat}`,
        'Export it from InVivoVue as TIFF.',
      );
    }
    const { frames, isCut } = await readFrames(source, header);
    const [first] = frames;
    if (first === undefined) throw unreadableVolume(source.name, `expected ${header.frames} frames, received none`, header.end);
    requireShape(source.name, { bscans: frames.length, rows: header.rows, columns: first.columns, channels: 1 }, header.end);
    const bytes = header.rows * first.columns * perSample;
    const whole = frames.filter(({ length, columns }) => length === bytes && columns === first.columns);
    if (whole.length === 0) {
      throw unreadableVolume(
        source.name,
        `expected frames of ${bytes} bytes for ${first.columns} × ${header.rows} samples, received ${first.length}`,
        first.start,
      );
    }
    const parts = partsOf(header, whole);
    const series = parts.map(({ frames: own, name }) => {
      const volume = {
        frames: own,
        series: name,
        leftOut: frames.length - whole.length,
        isCut,
        isUnordered: parts.length === 1 && !isOrdered(header, whole),
      };
      return partSeries(source, header, volume, params, perSample);
    });
    return { series, close: () => source.close() };
  },
} as const satisfies VolumeFormat<typeof bioptigenParams>;

function isOrdered({ scans, repeats, frames }: BioptigenHeader, whole: readonly Frame[]): boolean {
  const perVolume = Math.max(1, scans) * Math.max(1, repeats);
  return whole.length === frames && (scans === 0 || whole.length % perVolume === 0);
}

/** Volume after volume, in each B-scan after B-scan, each with its repeats in a row. */
function partsOf(header: BioptigenHeader, whole: readonly Frame[]): { frames: Frame[]; name: string }[] {
  const scans = header.scans === 0 ? whole.length : header.scans;
  const repeats = Math.max(1, header.repeats);
  const volumes = whole.length / (scans * repeats);
  if (!isOrdered(header, whole) || scans === 1 || volumes * repeats === 1) return [{ frames: [...whole], name: 'volume' }];
  return Array.from({ length: volumes * repeats }, (_, part) => {
    const [volume, repeat] = [Math.floor(part / repeats), part % repeats];
    const words = [volumes > 1 ? `volume ${volume + 1} of ${volumes}` : '', repeats > 1 ? `repeat ${repeat + 1} of ${repeats}` : ''];
    const own = Array.from({ length: scans }, (_, scan) => whole[(volume * scans + scan) * repeats + repeat] as Frame);
    return { frames: own, name: words.filter(part => part !== '').join(', ') };
  });
}

function partSeries(
  source: ByteSource,
  header: BioptigenHeader,
  volume: Parameters<typeof describeBioptigen>[2],
  params: BioptigenParams,
  perSample: 1 | 2,
): VolumeSeries {
  const described = describeBioptigen(source.name, header, volume, params);
  const { rows, columns, bscans } = described.shape;
  return arraySeries({
    header: described,
    patient: noPatient,
    readStored: async index => {
      requireBscan(source.name, index, bscans);
      const { start } = volume.frames[index] as Frame;
      const stored = decodeNumbers(await source.read(start, rows * columns * perSample), perSample === 1 ? 'uint8' : 'uint16', true);
      const data = stored.slice();
      for (let column = 0, at = 0; column < columns; column++) {
        for (let sample = 0; sample < rows; sample++, at++) {
          const row = params.topSample === 'first' ? sample : rows - 1 - sample;
          data[row * columns + column] = stored[at] as number;
        }
      }
      return { data, rows, columns, channels: 1 };
    },
  });
}
