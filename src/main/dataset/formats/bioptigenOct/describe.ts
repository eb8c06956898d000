// What the frames of one volume of a Bioptigen file tell about it.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { ScanPattern, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';
import { arrayHeader, displayName } from '../arraySeries.ts';
import type { Frame } from './frames.ts';
import type { BioptigenHeader } from './header.ts';
import type { BioptigenParams } from './params.ts';

const patterns: Readonly<Record<number, ScanPattern>> = { 0: 'line', 1: 'raster', 3: 'radial' };

export interface BioptigenVolume {
  readonly frames: readonly Frame[];
  readonly series: string;
  /** Frames of another size than the first were left out. */
  readonly leftOut: number;
  readonly isCut: boolean;
  /** The counts of the header do not divide its frames. */
  readonly isUnordered: boolean;
}

export function describeBioptigen(
  fileName: string,
  header: BioptigenHeader,
  volume: BioptigenVolume,
  params: BioptigenParams,
): VolumeHeader {
  const { frames, series, leftOut, isCut, isUnordered } = volume;
  const notes: VolumeNote[] = [];
  const note = (about: VolumeNote['about'], severity: VolumeNote['severity'], message: string) => notes.push({ about, severity, message });
  const columns = frames[0]?.columns ?? header.columns;
  const stored = patterns[header.scanType] ?? null;
  const scanPattern = isUnordered ? null : stored === 'line' && frames.length > 1 ? 'repeated' : stored;
  const isRaster = stored === 'raster';
  const widthMm = isRaster ? header.azimuthMm || header.lengthMm : header.lengthMm || header.azimuthMm;
  const laterality = eyeIn(fileName);

  if (laterality === null) note('laterality', 'warning', 'Neither the file nor its name says which eye this is.');
  else note('laterality', 'note', 'The eye is what the file’s name says; the file itself does not store it.');
  note('geometry', 'note', `The ${params.topSample} sample of an A-scan is shown on top; readers disagree, and a switch turns it over.`);
  note(
    'geometry',
    'note',
    'Lengths are what the operator’s scan was set to; eyes of other sizes than a human’s need their own. Where B-scans lie is not stored.',
  );
  if (stored === null) note('geometry', 'warning', `The scan’s kind (${header.scanType}) is not one that is documented.`);
  if (isUnordered)
    note('file', 'warning', 'The header’s counts of volumes and repeats do not divide its frames: all are in one series, in stored order.');
  if (leftOut > 0) note('file', 'warning', `${leftOut} frames of another size were left out.`);
  if (isCut) note('file', 'warning', 'The file ends before the last frame that its header counts.');
  if (header.hasDoppler) note('file', 'note', 'The file holds Doppler samples, too, which are not decoded.');
  if (header.hasDescription) note('identity', 'note', 'The operator’s description in the file may name the patient; it is not read.');

  const sampleType = header.sampleFormat === 1 ? ('uint8' as const) : ('uint16' as const);
  return arrayHeader({
    format: 'bioptigenOct',
    series,
    shape: { bscans: frames.length, rows: header.rows, columns, channels: 1 },
    sampleType,
    spacingUm: {
      bscan: isRaster && frames.length > 1 ? lengthUm(header.elevationMm / frames.length, 'estimated') : null,
      row: lengthUm(header.depthMm / header.rows),
      column: lengthUm(widthMm / columns),
    },
    scanPattern,
    laterality,
    modality: 'OCT',
    device: { manufacturer: 'Bioptigen', model: null, software: null },
    acquiredAt: frames[0]?.acquiredAt ?? null,
    bscans: frames.map(({ acquiredAt }) => ({ path: null, quality: null, averaged: null, acquiredAt })),
    intensity: { stored: `${sampleType === 'uint8' ? 8 : 16} bit, as stored`, display: displayName(sampleType) },
    identifiers: header.hasDescription ? ['description'] : [],
    notes,
  });
}

/** `…_OD_V_2x2…`: two letters that stand alone. */
function eyeIn(name: string): Laterality | null {
  const eyes = new Set([...name.matchAll(/(?<![A-Za-z0-9])(OD|OS)(?![A-Za-z0-9])/gi)].map(([eye]) => eye.toUpperCase() as Laterality));
  return eyes.size === 1 ? ([...eyes][0] as Laterality) : null;
}
