// NRRD: a text header and samples behind it or in a file beside it (.nhdr); first axis = column, second = row, the rest = B-scans.
import { z } from 'zod';
import type { VolumeNote } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { bytesOf, decodeNumbers, emptySamples, keptAs, roundingWords } from '../samples.ts';
import { unpack } from '../unpackStream.ts';
import type { StoredBscan, VolumeFile, VolumeFormat } from '../volumeFormat.ts';
import { requireBscan, requireShape, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { looksLikeNrrd, type NrrdHeader, nrrdHeaderBytes, readNrrdHeader } from './nrrdHeader.ts';

const params = z.strictObject({});
/** Text takes up to this many bytes a sample; more is no volume. */
const maxTextBytes = 2 ** 28;

export const nrrd = {
  name: 'nrrd',
  title: 'NRRD',
  summary: 'NRRD volumes (.nrrd, .nhdr with its data file), all numeric types, both byte orders, raw, gzip or text',
  reference: 'https://teem.sourceforge.net/nrrd/format.html',
  extensions: ['.nrrd', '.nhdr'],
  proof: 'independent',
  params,
  sniff: ({ head }) => looksLikeNrrd(head),
  open: openNrrd,
} as const satisfies VolumeFormat<typeof params>;

async function openNrrd(source: ByteSource, _params: unknown, beside: Parameters<VolumeFormat['open']>[2]): Promise<VolumeFile> {
  const { name } = source;
  const header = readNrrdHeader(name, await source.read(0, Math.min(nrrdHeaderBytes, source.sizeBytes)));
  const { columns, rows, bscans, channels } = header;
  requireShape(name, { bscans, rows, columns, channels }, 0);
  const file = await dataFile(source, header, beside);
  const read = await bscanReader(file, file === source ? header.headerBytes : 0, header);
  return {
    series: [
      arraySeries({
        header: describe(header),
        readStored: async index => {
          requireBscan(name, index, bscans);
          return { data: await read(index), rows, columns, channels };
        },
      }),
    ],
    close: async () => {
      if (file !== source) await file.close();
      await source.close();
    },
  };
}

async function dataFile(source: ByteSource, header: NrrdHeader, beside: Parameters<VolumeFormat['open']>[2]): Promise<ByteSource> {
  const wanted = header.dataFile?.replace(/^\.\//, '') ?? null;
  if (wanted === null) return source;
  if (/^LIST\b/i.test(wanted) || wanted.includes('%')) {
    throw unsupportedVolume(source.name, 'expected one data file, the header names one for every slice', 'Save it as one .nrrd file.');
  }
  const found = /[/\\]/.test(wanted) ? null : await beside.sibling(wanted);
  if (found === null) {
    throw unsupportedVolume(
      source.name,
      `expected its samples in ${wanted} beside it, there is no such file`,
      'Keep the two files together.',
    );
  }
  return found;
}

/** Reads one B-scan, wherever and however the samples are stored. */
async function bscanReader(file: ByteSource, from: number, header: NrrdHeader): Promise<(index: number) => Promise<StoredBscan['data']>> {
  const { encoding, number, isLittleEndian, byteSkip, lineSkip } = header;
  const count = header.columns * header.rows * header.channels;
  const bscanBytes = count * bytesOf(number);
  const neededBytes = bscanBytes * header.bscans;
  if (lineSkip !== 0) {
    throw unsupportedVolume(file.name, `expected no lines before the samples, the header skips ${lineSkip}`, 'Save it without line skip.');
  }
  if (encoding === 'text') {
    const values = await textSamples(file, from, number, count * header.bscans);
    return async index => values.slice(index * count, (index + 1) * count);
  }
  const skipped = Math.max(0, byteSkip);
  const isPacked = encoding === 'gzip';
  const samples = isPacked ? bytesInMemory(await unpack(file, 'gzip', { from, wanted: skipped + neededBytes }), file.name) : file;
  const offset = isPacked ? skipped : byteSkip < 0 ? file.sizeBytes - neededBytes : from + byteSkip;
  if (!Number.isSafeInteger(offset) || offset < 0 || offset + neededBytes > samples.sizeBytes) {
    throw unreadableVolume(
      file.name,
      `expected ${neededBytes} bytes of samples from byte ${offset}, the file ends at byte ${file.sizeBytes}`,
      from,
    );
  }
  return async index => decodeNumbers(await samples.read(offset + index * bscanBytes, bscanBytes), number, isLittleEndian);
}

async function textSamples(file: ByteSource, from: number, number: NrrdHeader['number'], count: number): Promise<StoredBscan['data']> {
  const length = file.sizeBytes - from;
  if (length > maxTextBytes) {
    throw unsupportedVolume(file.name, `expected at most ${maxTextBytes} bytes of text, received ${length}`, 'Save it with raw encoding.');
  }
  // Two bytes a number at least: checked before anything is allocated for them.
  if (count * 2 - 1 > length)
    throw unreadableVolume(file.name, `expected ${count} numbers from byte ${from}, received ${length} bytes`, from);
  const samples = emptySamples(keptAs(number), count);
  const words = Buffer.from(await file.read(from, length))
    .toString('latin1')
    .matchAll(/[^\s,]+/g);
  let at = 0;
  for (const [word] of words) {
    const value = Number(word);
    if (at === count || Number.isNaN(value)) break;
    samples[at++] = value;
  }
  if (at < count) throw unreadableVolume(file.name, `expected ${count} numbers from byte ${from}, received ${at}`, from);
  return samples;
}

function describe({ columns, rows, bscans, channels, number, spacing }: NrrdHeader) {
  const rounding = roundingWords(number);
  const notes: VolumeNote[] = rounding === null ? [] : [{ about: 'intensity', severity: 'note', message: rounding }];
  return arrayHeader({
    format: 'nrrd',
    series: 'NRRD',
    shape: { bscans, rows, columns, channels },
    sampleType: keptAs(number),
    notes,
    spacingUm: { bscan: bscans > 1 ? lengthUm(spacing[2]) : null, row: lengthUm(spacing[1]), column: lengthUm(spacing[0]) },
  });
}
