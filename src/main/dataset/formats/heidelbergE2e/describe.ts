// What one series of an E2E file tells about its volume. Lateral lengths are not in the file: they are computed from degrees.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { Length, ScanPath, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { filetimeToIso } from '../heidelberg/dates.ts';
import { heidelbergSurface } from '../heidelberg/layers.ts';
import { circleDirection, distanceUm, rasterSpacingUm, scanPatternOf } from '../heidelberg/scanPattern.ts';
import type { BscanInfo } from './elements.ts';
import type { E2eBscan, E2eSeries } from './gather.ts';
import type { E2eParams } from './params.ts';

/** 4.4 mm for 15° at the retina of the eye that HEYEX takes for usual; about 16 mm for 30° at the front of the eye. */
const umPerDegree = { retina: 4400 / 15, anterior: 16_000 / 30 };

/** `bscans`: those of one size. `layerIds`: the layers that any of them has. */
export function describeE2e(
  series: E2eSeries,
  bscans: readonly E2eBscan[],
  layerIds: readonly number[],
  params: E2eParams,
  identifiers: string[],
): VolumeHeader {
  const notes: VolumeNote[] = [];
  const isAnterior = /anterior|cornea|sclera/i.test(series.structure ?? '');
  const scale = isAnterior ? umPerDegree.anterior : umPerDegree.retina;
  const [eye = null, otherEye] = series.lateralities;
  const knownEye = otherEye === undefined ? eye : null;
  const paths = bscans.map(({ info }) => (info === null ? null : pathOf(info, scale, knownEye)));
  const scanPattern = scanPatternOf(paths);
  const { image } = bscans[0] as E2eBscan;
  const rowMm = bscans.find(({ info }) => info !== null)?.info?.rowSpacingMm ?? 0;
  const localizer = series.localizer?.image;

  note('geometry', 'note', `Lateral spacing is computed from degrees with ${(scale / 1000).toFixed(3)} mm per degree, not measured.`);
  if (eye === null) note('laterality', 'warning', 'The file does not say which eye this is.');
  if (otherEye !== undefined) note('laterality', 'warning', 'The file says OD in one place and OS in another.');
  const missing = missingBscans(bscans);
  if (missing > 0) note('file', 'warning', `${missing} B-scans are missing between the first and the last.`);
  if (series.damagedElements > 0) note('file', 'warning', `${series.damagedElements} damaged parts of the file were left out.`);
  if (series.movesLocalizer)
    note('geometry', 'note', 'The localizer is shown as stored; the device also stored a correction of its position.');
  if (series.hasAngiography) note('file', 'note', 'The series holds OCT angiography, which is not decoded; the OCT is.');
  if (localizer !== undefined && series.scanAngleDeg === null)
    note('geometry', 'note', 'The localizer’s field of view is not in the file.');
  const isRegistered = bscans.some(({ registration }) => registration !== null);
  if (isRegistered && bscans.some(({ registration }) => registration !== null && Math.abs(registration.columnScale - 1) > 1e-3)) {
    note('registration', 'note', 'The device also stretched B-scans by less than a percent or so; this is not repeated.');
  }
  if (params.intensity === 'octConverter') {
    note('intensity', 'warning', 'Intensities as OCT-Converter decodes them, with reversed mantissas: only to repeat older results.');
  }
  return {
    format: 'heidelbergE2e',
    series: seriesName(series),
    shape: { bscans: bscans.length, rows: image.rows, columns: image.columns, channels: 1 },
    sampleType: 'float32',
    spacingUm: {
      bscan: scanPattern === 'raster' ? estimated(rasterSpacingUm(paths)) : null,
      row: rowMm > 1e-6 && rowMm < 1 ? { value: 1000 * rowMm, source: 'measured' } : null,
      column: estimated(columnSpacingUm(paths, image.columns)),
    },
    scanPattern,
    laterality: knownEye,
    modality: 'OCT',
    device: { manufacturer: 'Heidelberg Engineering', model: series.device, software: null },
    acquiredAt: timeOf(bscans[0] as E2eBscan),
    qualityUnit: 'dB',
    bscans: bscans.map((bscan, index) => ({
      path: paths[index] ?? null,
      quality: bscan.info?.quality ?? null,
      averaged: bscan.info?.averaged ?? null,
      acquiredAt: timeOf(bscan),
    })),
    localizer:
      localizer === undefined
        ? null
        : {
            rows: localizer.rows,
            columns: localizer.columns,
            channels: 1,
            spacingUm: localizerSpacing(series.scanAngleDeg, scale, localizer.columns),
          },
    surfaces: layerIds.map(heidelbergSurface),
    intensity: {
      stored: params.intensity === 'natural' ? 'ufloat16, mantissa in natural order' : 'ufloat16, mantissa reversed as by OCT-Converter',
      display: params.intensity === 'natural' ? 'HEYEX: ln(1 + 9800 x)' : 'OCT-Converter: (ln(x + 2.44e-4) + 8.3) / 8.285',
    },
    registration: !isRegistered ? 'none' : params.isRegistered ? 'applied' : 'available',
    identifiers,
    notes,
  };

  function note(about: VolumeNote['about'], severity: VolumeNote['severity'], message: string): void {
    notes.push({ about, severity, message });
  }
}

export function seriesName({ patient, study, series, scanName }: E2eSeries): string {
  return `${[patient, study, series].join('_')}${scanName === null ? '' : `, ${scanName}`}`;
}

function timeOf({ info }: E2eBscan): string | null {
  return info === null ? null : filetimeToIso(info.acquiredAt);
}

function pathOf({ startDeg, endDeg, centreDeg, isCircle }: BscanInfo, scale: number, eye: Laterality | null): ScanPath | null {
  const point = ([x, y]: readonly [number, number]) => ({ xUm: scale * x, yUm: scale * y });
  const start = point(startDeg);
  const end = point(isCircle ? centreDeg : endDeg);
  const isSensible = [...startDeg, ...(isCircle ? centreDeg : endDeg)].every(degrees => Math.abs(degrees) < 180);
  if (!isSensible || distanceUm(start, end) === 0) return null;
  return isCircle ? { kind: 'circle', start, centre: end, ...circleDirection(eye) } : { kind: 'line', start, end };
}

/** Of the mean length; null while a path is unknown. */
function columnSpacingUm(paths: readonly (ScanPath | null)[], columns: number): number | null {
  const lengths = paths
    .filter(path => path !== null)
    .map(path => (path.kind === 'line' ? distanceUm(path.start, path.end) : 2 * Math.PI * distanceUm(path.start, path.centre)));
  if (lengths.length === 0) return null;
  return lengths.reduce((sum, length) => sum + length, 0) / lengths.length / columns;
}

function localizerSpacing(angleDeg: number | null, scale: number, columns: number): { row: Length | null; column: Length | null } {
  const spacing = angleDeg === null ? null : estimated((angleDeg * scale) / columns);
  return { row: spacing, column: spacing };
}

function estimated(lengthUm: number | null): Length | null {
  return lengthUm === null || !(lengthUm > 0) ? null : { value: lengthUm, source: 'estimated' };
}

/** A B-scan's number is half its slice's. */
function missingBscans(bscans: readonly E2eBscan[]): number {
  const numbers = bscans.map(({ slice }) => Math.floor(slice / 2));
  return Math.max(0, (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1 - numbers.length);
}
