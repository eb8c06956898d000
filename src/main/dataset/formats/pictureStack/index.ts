// Pictures as volumes: the pages of one file, or the files of one folder in natural order. No lengths but those that ImageJ notes.
import { z } from 'zod';
import type { VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { formatNumber } from '../../../../shared/units.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import { type FoveaNote, patientIn, withFoveaNote } from '../foveaNote.ts';
import { sniffFormat } from '../index.ts';
import { sniffBytes, type VolumeFormat, type VolumeSeries } from '../volumeFormat.ts';
import { requireBscan, requireShape } from '../volumeLimits.ts';
import { missingNumbers } from './numbering.ts';
import { type Slice, slicesOf } from './slices.ts';

const params = z.strictObject({});
/** Beside the pictures of a converted volume: what they cannot tell. */
export const stackNoteName = 'volume.json';

export const pictureStack = {
  name: 'pictures',
  title: 'Pictures',
  summary: 'Pages of a TIFF (8 to 64 bit, floating point), or the pictures of a folder in natural order, as B-scans',
  reference: 'TIFF 6.0; BigTIFF; ImageJ',
  extensions: ['.tif', '.tiff', '.png', '.jpg', '.jpeg', '.bmp', '.webp'],
  proof: 'independent',
  params,
  sniff: ({ head }) => sniffFormat(head) !== null,
  open: async source => {
    const slices = await slicesOf(source);
    return { series: stacksOf(slices).map(stack => stackSeries(stack, source.name)), close: () => source.close() };
  },
} as const satisfies VolumeFormat<typeof params>;

export async function isPicture(source: ByteSource): Promise<boolean> {
  return sniffFormat(await source.read(0, Math.min(sniffBytes, source.sizeBytes))) !== null;
}

/** Slices of one size and kind of sample belong together. */
export function stacksOf(slices: readonly Slice[]): (readonly [Slice, ...Slice[]])[] {
  const kind = ({ rows, columns, channels, sampleType }: Slice) => [rows, columns, channels, sampleType].join(' ');
  return [...Map.groupBy(slices, kind).values()] as [Slice, ...Slice[]][];
}

/** `slices` in their order; `name`: of the file or folder; `note`: what lies beside them. */
export function stackSeries(slices: readonly [Slice, ...Slice[]], name: string, note: FoveaNote | null = null): VolumeSeries {
  const [first] = slices;
  const { rows, columns, channels, sampleType, imageJ } = first;
  const shape = { bscans: slices.length, rows, columns, channels };
  requireShape(name, shape, 0);
  const isFolder = slices.some(slice => slice.name !== first.name);
  const stored = [...new Set(slices.map(slice => slice.stored))].join(', ');
  const spacingUm = imageJ === null || isFolder ? { bscan: null, row: null, column: null } : imageJ.spacingUm;
  const header: VolumeHeader = arrayHeader({
    ...{ format: pictureStack.name, series: name, shape, sampleType },
    spacingUm,
    notes: notesOf(slices, isFolder, note !== null),
    ...withFoveaNote(spacingUm, note),
  });
  return arraySeries({
    header: { ...header, intensity: { ...header.intensity, stored: `as stored, ${stored}` } },
    patient: patientIn(note),
    readStored: async index => {
      requireBscan(name, index, slices.length);
      return (slices[index] as Slice).read();
    },
  });
}

function notesOf(slices: readonly [Slice, ...Slice[]], isFolder: boolean, isNoted: boolean): VolumeNote[] {
  const [{ format, imageJ, rounding }] = slices;
  const notes: VolumeNote[] = [];
  const note = (about: VolumeNote['about'], severity: VolumeNote['severity'], message: string) => notes.push({ about, severity, message });
  if (isNoted) note('geometry', 'note', `Spacing, eye and pattern are what ${stackNoteName} beside the pictures says.`);
  else if (imageJ === null || isFolder) note('geometry', 'warning', 'Pictures carry no spacing: lengths and areas stay in pixels.');
  else if (imageJ.spacingUm.column !== null)
    note('geometry', 'note', 'Spacing is what ImageJ noted; rows and columns have one length there.');
  if (imageJ?.order != null) note('geometry', 'warning', `ImageJ says that the pages are ${imageJ.order}: each page is a B-scan here.`);
  if (rounding !== null) note('intensity', 'note', rounding);
  if (format === 'jpeg') note('intensity', 'note', 'JPEG loses detail; the samples are not those of the device.');
  if (isFolder) {
    note('geometry', 'note', 'The order of B-scans is that of the names, numbers by their value.');
    const missing = missingNumbers(slices.map(({ name }) => name));
    if (missing > 0) note('file', 'warning', `${formatNumber(missing)} numbers are missing between the first name and the last.`);
  }
  return notes;
}
