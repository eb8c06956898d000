// A DICOM object's attributes as a volume's header.
import type { DataSet } from 'dicom-parser';
import type { VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import type { GreyWindow } from '../../../imaging/windowGrey.ts';
import { arrayHeader, displayName } from '../arraySeries.ts';
import { rescaleWords } from '../samples.ts';
import { dateTime, decimals, identifiersOf, itemOf, macroOf, textOf } from './attributes.ts';
import type { DicomDataSet } from './dicomDataSet.ts';
import { frameLines, lateralityOf, patternOf, spacingOf } from './dicomGeometry.ts';
import type { PixelLayout } from './pixelLayout.ts';

const classes = '1.2.840.10008.5.1.4.1.1.';
const modalities: Readonly<Record<string, VolumeHeader['modality']>> = {
  [`${classes}77.1.5.1`]: 'fundus',
  [`${classes}77.1.5.2`]: 'fundus',
  [`${classes}77.1.5.4`]: 'OCT',
  [`${classes}77.1.5.5`]: 'fundus',
  [`${classes}77.1.5.6`]: 'fundus',
  [`${classes}77.1.5.7`]: 'OCTA',
  [`${classes}77.1.5.8`]: 'OCTA',
  OPT: 'OCT',
  OP: 'fundus',
};

/** Told of a tomogram by itself; the folder's reader places it. */
export const unplacedMessage =
  'Where the B-scans lie is stored in the pixels of another file, the fundus picture; open the folder to see it.';

export function describeDicom({ data, syntax, warnings }: DicomDataSet, layout: PixelLayout): VolumeHeader {
  const { rows, columns, frames, channels, sampleType } = layout;
  const modality = modalities[data.string('x00080016') ?? ''] ?? modalities[data.string('x00080060') ?? ''] ?? 'other';
  const located = modality === 'OCT' || modality === 'OCTA' ? frameLines(data, frames) : null;
  const window = windowOf(data, layout);
  const notes: VolumeNote[] = [
    ...warnings.map(message => ({ about: 'file', severity: 'note', message }) as const),
    ...(located !== null
      ? [
          {
            about: 'geometry',
            severity: 'note',
            message: unplacedMessage,
          } as const,
        ]
      : []),
    ...(layout.photometric === 'inverted'
      ? [{ about: 'intensity', severity: 'note', message: 'MONOCHROME1: large stored values are dark.' } as const]
      : []),
    ...(layout.bitsAllocated === 32 && !layout.isFloat
      ? [{ about: 'intensity', severity: 'note', message: '32-bit samples are kept as float32: exact up to 16 777 216.' } as const]
      : []),
    ...(/jpeg|JPEG/.test(syntax.title) && data.string('x00282110') === '01'
      ? [{ about: 'intensity', severity: 'note', message: 'The pixels were compressed with loss before they were stored.' } as const]
      : []),
  ];
  return arrayHeader({
    format: 'dicom',
    series: textOf(data, 'x0008103e') ?? textOf(data, 'x00080060') ?? 'DICOM',
    shape: { bscans: frames, rows, columns, channels },
    sampleType,
    spacingUm: spacingOf(data, frames),
    scanPattern: located === null ? (frames === 1 && modality === 'OCT' ? 'line' : null) : patternOf(located.lines),
    laterality: lateralityOf(data),
    modality,
    device: { manufacturer: textOf(data, 'x00080070'), model: textOf(data, 'x00081090'), software: textOf(data, 'x00181020') },
    acquiredAt: acquiredAt(data),
    bscans: Array.from({ length: frames }, (_, frame) => ({
      path: null,
      quality: null,
      averaged: null,
      acquiredAt: dateTime(macroOf(data, frame, 'x00209111')?.string('x00189074')),
    })),
    intensity: { stored: storedWords(data, layout, syntax.title), display: window === null ? displayName(sampleType) : window.name },
    identifiers: identifiersOf(data),
    notes,
  });
}

function acquiredAt(data: DataSet): string | null {
  return (
    dateTime(data.string('x0008002a')) ??
    dateTime(data.string('x00080022'), data.string('x00080032')) ??
    dateTime(data.string('x00080023'), data.string('x00080033')) ??
    dateTime(data.string('x00080020'), data.string('x00080030'))
  );
}

function storedWords(data: DataSet, { photometricName, bitsStored }: PixelLayout, coding: string): string {
  const { slope, intercept } = rescaleOf(data);
  const scaled = rescaleWords(slope, intercept);
  return `${bitsStored} bit ${photometricName}, ${coding}${scaled === null ? '' : `, ${scaled}`}`;
}

function rescaleOf(data: DataSet): { slope: number; intercept: number } {
  const macro = macroOf(data, 0, 'x00289145') ?? data;
  const slope = decimals(macro, 'x00281053')[0] ?? 1;
  return { slope: slope === 0 ? 1 : slope, intercept: decimals(macro, 'x00281052')[0] ?? 0 };
}

/** The file's first window (PS3.3 C.11.2.1.2) in stored values; null for 8 bit and colour, which are shown as stored. */
export function windowOf(
  data: DataSet,
  { sampleType, channels }: Pick<PixelLayout, 'sampleType' | 'channels'>,
): (GreyWindow & { name: string }) | null {
  const macro = macroOf(data, 0, 'x00289132') ?? itemOf(data, 'x00289132') ?? data;
  const centre = decimals(macro, 'x00281050')[0];
  const width = decimals(macro, 'x00281051')[0];
  if (centre === undefined || width === undefined || width < 1 || sampleType === 'uint8' || channels === 3) return null;
  const { slope, intercept } = rescaleOf(data);
  const limits = [centre - 0.5 - (width - 1) / 2, centre - 0.5 + (width - 1) / 2].map(value => (value - intercept) / slope) as [
    number,
    number,
  ];
  return { low: Math.min(...limits), high: Math.max(...limits), name: `linear, the file's window ${centre} ± ${width / 2}` };
}
