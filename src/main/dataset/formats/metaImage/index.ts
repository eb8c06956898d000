// MetaImage: a text header (.mhd with its data file, or .mha with the data behind it); first axis = column, second = row, rest = B-scans.
import { z } from 'zod';
import type { VolumeNote } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { patientIn, readFoveaNote, withFoveaNote } from '../foveaNote.ts';
import { bytesOf, decodeNumbers, keptAs, roundingWords } from '../samples.ts';
import { unpack } from '../unpackStream.ts';
import type { VolumeFile, VolumeFormat } from '../volumeFormat.ts';
import { requireBscan, requireShape, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { looksLikeMetaImage, type MetaImageHeader, metaHeaderBytes, readMetaImageHeader } from './metaImageHeader.ts';

const params = z.strictObject({});

export const metaImage = {
  name: 'metaImage',
  title: 'MetaImage',
  summary: 'MetaImage volumes (.mhd with .raw or .zraw, .mha), all numeric types, both byte orders, zlib; read and written',
  reference: 'https://itk.org/Wiki/ITK/MetaIO/Documentation',
  extensions: ['.mhd', '.mha'],
  proof: 'independent',
  params,
  sniff: ({ head }) => looksLikeMetaImage(head),
  open: openMetaImage,
} as const satisfies VolumeFormat<typeof params>;

async function openMetaImage(source: ByteSource, _params: unknown, beside: Parameters<VolumeFormat['open']>[2]): Promise<VolumeFile> {
  const { name } = source;
  const header = readMetaImageHeader(name, await source.read(0, Math.min(metaHeaderBytes, source.sizeBytes)));
  const { columns, rows, bscans, channels, number } = header;
  const shape = { bscans, rows, columns, channels };
  requireShape(name, shape, 0);
  const bscanBytes = rows * columns * channels * bytesOf(number);
  const neededBytes = bscanBytes * bscans;
  const file = await dataFile(source, header, beside);
  const from = header.dataFile === 'LOCAL' ? header.headerBytes : Math.max(0, header.skipBytes);
  // A negative size in the header means that the samples lie at the end of the file.
  const start = header.skipBytes < 0 && !header.isPacked ? file.sizeBytes - neededBytes : from;
  const samples = header.isPacked ? bytesInMemory(await unpack(file, 'zlib', { from, wanted: neededBytes }), file.name) : file;
  const offset = header.isPacked ? 0 : start;
  if (offset < 0 || offset + neededBytes > samples.sizeBytes) {
    throw unreadableVolume(
      file.name,
      `expected ${neededBytes} bytes for ${bscans} × ${rows} × ${columns} samples from byte ${Math.max(0, offset)}, the file ends at byte ${samples.sizeBytes}`,
      Math.max(0, offset),
    );
  }
  return {
    series: [
      arraySeries({
        header: describe(header),
        patient: patientIn(readFoveaNote(header.foveaVolume)),
        readStored: async index => {
          requireBscan(name, index, bscans);
          const bytes = await samples.read(offset + index * bscanBytes, bscanBytes);
          return { data: decodeNumbers(bytes, number, header.isLittleEndian), rows, columns, channels };
        },
      }),
    ],
    close: async () => {
      if (file !== source) await file.close();
      await source.close();
    },
  };
}

async function dataFile(
  source: ByteSource,
  { dataFile }: MetaImageHeader,
  beside: Parameters<VolumeFormat['open']>[2],
): Promise<ByteSource> {
  if (dataFile === 'LOCAL') return source;
  if (dataFile === 'LIST' || dataFile.includes('%')) {
    throw unsupportedVolume(
      source.name,
      'expected one data file, the header names one for every slice',
      'Save it as .mha or with one .raw file.',
    );
  }
  const found = /[/\\]/.test(dataFile) ? null : await beside.sibling(dataFile);
  if (found === null) {
    throw unsupportedVolume(
      source.name,
      `expected its samples in ${dataFile} beside it, there is no such file`,
      'Keep the two files together.',
    );
  }
  return found;
}

function describe(header: MetaImageHeader) {
  const { columns, rows, bscans, channels, number, spacing } = header;
  const isUnit = spacing.every(value => value === 1);
  const length = (axis: number) => (isUnit ? null : lengthUm(spacing[axis]));
  const spacingUm = { bscan: bscans > 1 ? length(2) : null, row: length(1), column: length(0) };
  const rounding = roundingWords(number);
  const notes: VolumeNote[] = [
    ...(isUnit && header.foveaVolume === ''
      ? [
          {
            about: 'geometry',
            severity: 'note',
            message: 'ElementSpacing is 1 1 1, which programs write when the spacing is unknown; sizes are in pixels.',
          } as const,
        ]
      : []),
    ...(rounding === null ? [] : [{ about: 'intensity', severity: 'note', message: rounding } as const]),
  ];
  return arrayHeader({
    format: 'metaImage',
    series: 'MetaImage',
    shape: { bscans, rows, columns, channels },
    sampleType: keptAs(number),
    notes,
    spacingUm,
    ...withFoveaNote(spacingUm, readFoveaNote(header.foveaVolume)),
  });
}
