// NIfTI-1 and NIfTI-2, plain, gzipped or as a pair of .hdr and .img: first axis = column, second = row, the rest = B-scans, in stored order.
import { z } from 'zod';
import type { VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { affineSpacing, lengthUm, orientationWords } from '../../geometry.ts';
import { arrayHeader, arraySeries, displayName } from '../arraySeries.ts';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { patientIn, readFoveaNote, withFoveaNote } from '../foveaNote.ts';
import { bytesOf, decodeNumbers, keptAs, rescaleWords, roundingWords } from '../samples.ts';
import { unpack } from '../unpackStream.ts';
import type { VolumeFile, VolumeFormat } from '../volumeFormat.ts';
import { requireBscan, requireShape, unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { type NiftiHeader, niftiHeaderBytes, niftiVersion, readNiftiHeader } from './niftiHeader.ts';

const params = z.strictObject({});
/** Extensions beyond this are not looked through. */
const maxExtensionBytes = 2 ** 20;

export const nifti = {
  name: 'nifti',
  title: 'NIfTI',
  summary: 'NIfTI-1 and NIfTI-2 volumes (.nii, .nii.gz, .hdr with .img), all numeric types, both byte orders; read and written',
  reference: 'https://nifti.nimh.nih.gov/nifti-1 (nifti1.h), nifti2.h',
  extensions: ['.nii', '.nii.gz', '.hdr'],
  proof: 'independent',
  params,
  sniff: ({ head, name }) => niftiVersion(head) !== null || (isGzip(head) && /\.nii\.gz$/i.test(name)),
  open: openNifti,
} as const satisfies VolumeFormat<typeof params>;

async function openNifti(source: ByteSource, _params: unknown, beside: Parameters<VolumeFormat['open']>[2]): Promise<VolumeFile> {
  const { name } = source;
  const isPacked = isGzip(await source.read(0, Math.min(2, source.sizeBytes)));
  const head = isPacked
    ? await unpack(source, 'gzip', { wanted: niftiHeaderBytes, mayEnd: true })
    : await source.read(0, Math.min(niftiHeaderBytes, source.sizeBytes));
  const header = readNiftiHeader(name, head);
  const [columns = 1, rows = 1, ...rest] = header.sizes;
  const shape = { bscans: rest.reduce((product, size) => product * size, 1), rows, columns, channels: header.channels };
  requireShape(name, shape, header.version === 1 ? 40 : 16);
  const bscanBytes = rows * columns * header.channels * bytesOf(header.number);
  const neededBytes = header.dataOffset + bscanBytes * shape.bscans;
  if (!Number.isSafeInteger(header.dataOffset) || (!header.isPair && header.dataOffset < header.headerBytes)) {
    throw unreadableVolume(name, `expected samples after the header, it places them at byte ${header.dataOffset}`, 108);
  }
  const samples = await samplesOf(source, header, isPacked, neededBytes, beside);
  if (samples.sizeBytes < neededBytes) {
    throw unreadableVolume(
      samples.name,
      `expected ${neededBytes} bytes for ${shape.bscans} × ${rows} × ${columns} samples, the file ends at byte ${samples.sizeBytes}`,
      header.dataOffset,
    );
  }
  const noteText = header.isPair ? '' : await commentOf(samples, header);
  const described = describe(header, shape, noteText);
  return {
    series: [
      arraySeries({
        header: described,
        patient: patientIn(readFoveaNote(noteText)),
        window: windowOf(header),
        isInverted: header.slope < 0,
        readStored: async index => {
          requireBscan(name, index, shape.bscans);
          const bytes = await samples.read(header.dataOffset + index * bscanBytes, bscanBytes);
          return { data: decodeNumbers(bytes, header.number, header.isLittleEndian), rows, columns, channels: header.channels };
        },
      }),
    ],
    close: async () => {
      if (samples !== source) await samples.close();
      await source.close();
    },
  };
}

/** The samples' file: this one, this one unpacked, or the one beside it. */
async function samplesOf(
  source: ByteSource,
  header: NiftiHeader,
  isPacked: boolean,
  neededBytes: number,
  beside: Parameters<VolumeFormat['open']>[2],
): Promise<ByteSource> {
  if (!header.isPair) return isPacked ? bytesInMemory(await unpack(source, 'gzip', { wanted: neededBytes }), source.name) : source;
  const wanted = source.name.replace(/\.hdr(\.gz)?$/i, '.img$1');
  const found = wanted === source.name ? null : await beside.sibling(wanted);
  if (found === null) {
    throw unsupportedVolume(
      source.name,
      `expected the samples in ${wanted} beside it, there is no such file`,
      'Keep the two files together.',
    );
  }
  if (!isGzip(await found.read(0, Math.min(2, found.sizeBytes)))) return found;
  try {
    return bytesInMemory(await unpack(found, 'gzip', { wanted: neededBytes }), found.name);
  } finally {
    await found.close();
  }
}

/** The text of the first comment extension (code 6) that is ours. */
async function commentOf(samples: ByteSource, { headerBytes, dataOffset, isLittleEndian }: NiftiHeader): Promise<string> {
  let at = headerBytes + 4;
  const end = Math.min(dataOffset, headerBytes + maxExtensionBytes);
  if (end < at || (await samples.read(headerBytes, 4))[0] === 0) return '';
  while (at + 8 <= end) {
    const part = Buffer.from(await samples.read(at, 8));
    const [size, code] = isLittleEndian ? [part.readInt32LE(0), part.readInt32LE(4)] : [part.readInt32BE(0), part.readInt32BE(4)];
    if (size < 16 || at + size > end) return '';
    const text =
      code === 6
        ? Buffer.from(await samples.read(at + 8, size - 8))
            .toString('utf8')
            .replace(/\0+$/, '')
        : '';
    if (readFoveaNote(text) !== null) return text;
    at += size;
  }
  return '';
}

function describe(header: NiftiHeader, shape: VolumeHeader['shape'], noteText: string): VolumeHeader {
  const note = readFoveaNote(noteText);
  const spacing = header.affine === null ? header.spacing : affineSpacing(header.affine);
  const isUnitAssumed = header.unitMm === null && spacing.some(value => value !== 1);
  const length = (axis: number) =>
    header.unitMm === null && !isUnitAssumed
      ? null
      : lengthUm((spacing[axis] as number) * (header.unitMm ?? 1), isUnitAssumed ? 'assumed' : 'measured');
  const spacingUm = { bscan: shape.bscans > 1 ? length(2) : null, row: length(1), column: length(0) };
  const sampleType = keptAs(header.number);
  const orientation = header.affine === null ? null : orientationWords(header.affine);
  const rounding = roundingWords(header.number);
  const notes: VolumeNote[] = [
    ...(isUnitAssumed
      ? [
          {
            about: 'geometry',
            severity: 'warning',
            message: 'The file does not say the unit of its spacing; millimetres are assumed.',
          } as const,
        ]
      : []),
    ...(orientation === null
      ? []
      : [
          {
            about: 'geometry',
            severity: 'note',
            message: `The affine says that ${orientation}; samples are shown in stored order.`,
          } as const,
        ]),
    ...(rounding === null ? [] : [{ about: 'intensity', severity: 'note', message: rounding } as const]),
    ...(header.sizes.slice(3).some(size => size > 1)
      ? [
          {
            about: 'file',
            severity: 'note',
            message: `${header.sizes.filter(s => s > 1).length} dimensions; all after the second are B-scans.`,
          } as const,
        ]
      : []),
  ];
  return arrayHeader({
    format: 'nifti',
    series: `NIfTI-${header.version}`,
    shape,
    sampleType,
    intensity: {
      stored: rescaleWords(header.slope, header.intercept) ?? 'as stored',
      display:
        windowOf(header) === null ? displayName(sampleType) : `linear, ${header.window?.low}–${header.window?.high} (cal_min, cal_max)`,
    },
    notes,
    spacingUm,
    ...withFoveaNote(spacingUm, note),
  });
}

/** The file's window in stored values. 8 bit is always shown as stored. */
function windowOf({ window, slope, intercept, number }: NiftiHeader): { low: number; high: number } | null {
  if (window === null || number === 'uint8') return null;
  const [a, b] = [(window.low - intercept) / slope, (window.high - intercept) / slope];
  return { low: Math.min(a, b), high: Math.max(a, b) };
}

function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}
