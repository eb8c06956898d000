// Optovue .OCT (RTVue, Avanti, AngioVue): samples without a header, and a text beside them that counts them. Every part of the scan is a
// series. Layout after OCT-Converter and oct-to-tiff, which agree.
import { z } from 'zod';
import { arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import { decodeNumbers } from '../samples.ts';
import type { VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { requireBscan, requireShape, unsupportedVolume } from '../volumeLimits.ts';
import { describeOptovue } from './describe.ts';
import { parseScanName } from './scanName.ts';
import { type OptovueSheet, parseSheet } from './sheet.ts';
import { type Stretch, sampleBytes, stretchesOf } from './stretches.ts';

const params = z.strictObject({});
const maxSheetBytes = 2 ** 20;
const extension = /\.oct$/i;

export const optovueOct = {
  name: 'optovueOct',
  title: 'Optovue .OCT',
  summary: 'B-scans of RTVue and Avanti, with the .txt that is exported beside them',
  reference: 'OCT-Converter poct; oct-to-tiff',
  extensions: ['.oct'],
  proof: 'independent',
  params,
  /** Nothing in the file tells it: by its name alone, after every format that knows its own. What it lacks is told by `open`. */
  sniff: ({ name }) => extension.test(name),
  open: async (source, _params, { sibling }) => {
    await refuseOthers(source);
    const sheet = await sheetBeside(source, sibling);
    const name = parseScanName(source.name);
    const stretches = stretchesOf(source.name, sheet, source.sizeBytes);
    const rows = sheet.rows as number;
    const series = stretches.map(stretch => {
      const header = describeOptovue(rows, sheet, name, stretch, seriesName(stretch, stretches.length, name.protocol));
      requireShape(source.name, header.shape, 0);
      return stretchSeries(source, header, name.patient, stretch);
    });
    return { series, close: () => source.close() };
  },
} as const satisfies VolumeFormat<typeof params>;

/** Thorlabs' .oct is an archive, and other programs use the ending, too. */
async function refuseOthers({ name, sizeBytes, read }: ByteSource): Promise<void> {
  const head = await read(0, Math.min(4, sizeBytes));
  if (head[0] === 0x50 && head[1] === 0x4b) {
    throw unsupportedVolume(
      name,
      'expected samples of an Optovue or Bioptigen device, received an archive, as Thorlabs writes',
      'Export it from ThorImage as TIFF.',
    );
  }
  if (sizeBytes > 0 && sizeBytes % sampleBytes === 0) return;
  throw unsupportedVolume(
    name,
    `expected samples of 4 bytes, as Optovue writes, received ${sizeBytes} bytes`,
    'Export it from the device as DICOM or TIFF.',
  );
}

async function sheetBeside({ name }: ByteSource, sibling: (name: string) => Promise<ByteSource | null>): Promise<OptovueSheet> {
  const stem = name.replace(extension, '');
  const text = (await sibling(`${stem}.txt`)) ?? (await sibling(`${stem}.TXT`));
  if (text === null) {
    throw unsupportedVolume(
      name,
      `expected ${stem}.txt beside it, which says how the samples are arranged, there is none`,
      'Put the text that was exported with it into the same folder; a Thorlabs or other .oct file is not read.',
    );
  }
  try {
    return parseSheet(Buffer.from(await text.read(0, Math.min(text.sizeBytes, maxSheetBytes))).toString('latin1'));
  } finally {
    await text.close();
  }
}

function seriesName({ step, group, groups }: Stretch, stretches: number, protocol: string | null): string {
  const part = step?.title || (step === null ? 'further B-scans' : '');
  const parts = [protocol ?? '', stretches > 1 ? part : '', groups > 1 ? `data group ${group}` : ''].filter(words => words !== '');
  return parts.length > 0 ? parts.join(', ') : part;
}

function stretchSeries(
  source: ByteSource,
  header: VolumeSeries['header'],
  patient: VolumeSeries['patient'],
  { start }: Stretch,
): VolumeSeries {
  const { bscans, rows, columns } = header.shape;
  const size = rows * columns;
  return arraySeries({
    header,
    patient,
    readStored: async index => {
      requireBscan(source.name, index, bscans);
      const bytes = await source.read((start + index * size) * sampleBytes, size * sampleBytes);
      return { data: upright(decodeNumbers(bytes, 'float32', true), rows, columns), rows, columns, channels: 1 };
    },
  });
}

/** A-scan after A-scan from the deepest sample → rows from the top. */
function upright(stored: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const data = new Float32Array(rows * columns);
  for (let column = 0, at = 0; column < columns; column++) {
    for (let row = rows - 1; row >= 0; row--, at++) data[row * columns + column] = stored[at] as number;
  }
  return data;
}
