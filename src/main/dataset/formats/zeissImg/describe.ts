// What can be said of a Zeiss file's volume: its name's facts, and of everything else that it is assumed.
import type { Length, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { arrayHeader } from '../arraySeries.ts';
import type { ChosenLayout } from './chooseLayout.ts';
import type { ImgName } from './imgName.ts';
import type { Localizer } from './localizer.ts';
import type { ImgParams } from './params.ts';

interface SizeMm {
  readonly width: number | null;
  readonly height: number | null;
  readonly depth: number | null;
}

const basisWords = {
  name: 'How the file is cut follows from its name and its size.',
  size: 'How the file is cut follows from its size alone: check it.',
  asked: 'The file is cut as asked for.',
} as const;

export function describeImg(layout: ChosenLayout, name: ImgName | null, params: ImgParams, localizer: Localizer | null): VolumeHeader {
  const { columns, rows, bscans } = layout;
  const words = [name?.protocol, name?.kind, layout.protocol].join(' ');
  const isCross = /hidef|HD cross/i.test(words);
  const size = sizeOf(words, name, params);
  const isAsAssumed = params.widthMm === null || params.heightMm === null || params.depthMm === null;
  const notes: VolumeNote[] = [];
  const note = (about: VolumeNote['about'], severity: VolumeNote['severity'], message: string) => notes.push({ about, severity, message });
  note('file', layout.basis === 'size' ? 'warning' : 'note', `The file has no header. ${basisWords[layout.basis]}`);
  if (isAsAssumed) note('geometry', 'warning', `Lengths are not in the file: ${sizeWords(size)}.`);
  note('geometry', 'note', orderWords(params, bscans));
  if (layout.rows === 1536 && params.isMirrored) {
    note(
      'laterality',
      'warning',
      'For PLEX Elite, readers disagree whether left and right are exchanged in the file: check with the fundus.',
    );
  }
  if (isCross) note('geometry', 'warning', 'Two B-scans that cross each other; one reader does not mirror them.');
  if (name === null) note('laterality', 'warning', 'Neither the file nor its name says which eye this is.');
  if (name?.isDateAmbiguous === true) note('file', 'note', 'The date in the name is read as month, day, year.');
  if (localizer !== null)
    note('geometry', 'note', 'Readers disagree whether the localizer lies on its side; where the scan lies on it is not stored.');
  return arrayHeader({
    format: 'zeissImg',
    series: [name?.protocol ?? layout.protocol, name?.kind].filter(part => part !== null && part !== undefined && part !== '').join(', '),
    shape: { bscans, rows, columns, channels: 1 },
    sampleType: 'uint8',
    spacingUm: {
      column: assumed(size.width, columns),
      row: assumed(size.depth, rows),
      bscan: isCross ? null : assumed(size.height, bscans),
    },
    scanPattern: isCross ? null : bscans > 1 ? 'raster' : 'line',
    laterality: name?.laterality ?? null,
    modality: /flow/i.test(words) ? 'OCTA' : 'OCT',
    device: { manufacturer: 'Carl Zeiss Meditec', model: null, software: null },
    acquiredAt: name?.acquiredAt ?? null,
    localizer:
      localizer === null ? null : { rows: localizer.rows, columns: localizer.columns, channels: 1, spacingUm: { row: null, column: null } },
    intensity: { stored: '8-bit grey', display: 'as stored' },
    registration: 'none',
    identifiers: name !== null && name.patient !== null ? ['patient ID'] : [],
    notes,
  });
}

/** Cubes are 6 × 6 mm and 2 mm deep, of the front of the eye 4 × 4 mm (LibOctData, RETIMAT; Cirrus manual); PLEX Elite is 3 mm deep. */
function sizeOf(words: string, name: ImgName | null, params: ImgParams): SizeMm {
  const side = name?.sideMm ?? (Number(/Angio \((\d+)mm/.exec(words)?.[1]) || null);
  const isCube = /cube/i.test(words) && !/flowcube|angio/i.test(words);
  const usual: SizeMm =
    side !== null
      ? { width: side, height: side, depth: 3 }
      : /anterior/i.test(words)
        ? { width: 4, height: 4, depth: 2 }
        : isCube
          ? { width: 6, height: 6, depth: 2 }
          : { width: null, height: null, depth: /HD /.test(words) ? 2 : null };
  return { width: params.widthMm ?? usual.width, height: params.heightMm ?? usual.height, depth: params.depthMm ?? usual.depth };
}

function sizeWords({ width, height, depth }: SizeMm): string {
  if (width === null && height === null)
    return depth === null ? 'they stay unknown' : `a depth of ${depth} mm is assumed, the rest unknown`;
  const mm = (value: number | null) => (value === null ? 'unknown' : `${value} mm`);
  return `a scan of ${mm(width)} by ${mm(height)}, ${mm(depth)} deep, is assumed`;
}

/** The first and the last sample lie at the scan's edges, as in Zeiss's DICOM (6 mm / 127 between 128 B-scans). */
function assumed(sizeMm: number | null, count: number): Length | null {
  return sizeMm === null || count < 2 ? null : { value: (1000 * sizeMm) / (count - 1), source: 'assumed' };
}

function orderWords({ isUpsideDown, isMirrored, isReversed }: ImgParams, bscans: number): string {
  const turned =
    isUpsideDown && isMirrored
      ? 'B-scans are turned by half a circle, as Zeiss stores them'
      : `B-scans are shown ${isUpsideDown ? 'upside down' : isMirrored ? 'mirrored' : 'as stored'}`;
  if (bscans === 1) return `${turned}.`;
  return `${turned}; they are taken to run from ${isReversed ? 'inferior to superior' : 'superior to inferior'}.`;
}
