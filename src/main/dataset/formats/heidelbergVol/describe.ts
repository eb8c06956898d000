// What a .vol file tells about its volume: geometry in µm around the localizer's centre, and what a person should know.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { Length, ScanPath, ScanPattern, Surface, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { filetimeToIso } from '../heidelberg/dates.ts';
import { circleDirection, rasterSpacingUm, scanPatternOf } from '../heidelberg/scanPattern.ts';
import type { VolBscanHeader, VolHeader } from './header.ts';

const patterns: Readonly<Record<number, ScanPattern>> = { 1: 'line', 2: 'circle', 3: 'raster', 4: 'raster', 5: 'radial' };
const mixedPattern = 6;

export function describeVol(
  header: VolHeader,
  bscans: readonly VolBscanHeader[],
  surfaces: readonly Surface[],
  isAngiography: boolean,
): VolumeHeader {
  const notes: VolumeNote[] = [];
  const { scanPattern: pattern, scaleMm, localizer } = header;
  const paths = bscans.map(bscan => pathOf(header, bscan));
  const scanPattern = patterns[pattern] ?? scanPatternOf(paths);
  if (pattern === mixedPattern) note('geometry', 'warning', 'Radial lines and circles in one scan: where each B-scan lies is not known.');
  else if (patterns[pattern] === undefined) {
    note('geometry', 'note', `The file calls its scan pattern ${pattern}; it is told from where the B-scans lie.`);
  }
  if (isAngiography) note('file', 'note', 'Taken for OCT angiography because of the file’s name; the file itself does not say.');
  if (laterality(header) === null) note('laterality', 'warning', `Expected OD or OS, the file says ${header.eye ?? 'nothing'}.`);
  const isUnaligned = bscans.some(bscan => bscan.isUnaligned);
  if (isUnaligned) {
    note('registration', 'warning', 'Exported with alignment switched off: B-scans are not moved onto each other.');
  }
  return {
    format: 'heidelbergVol',
    series: header.id === null ? header.version : `${header.version}, scan ${header.id}`,
    shape: { bscans: header.bscans, rows: header.rows, columns: header.columns, channels: 1 },
    sampleType: 'float32',
    spacingUm: {
      bscan: scanPattern === 'raster' ? (measured(scaleMm.bscan) ?? estimated(rasterSpacingUm(paths))) : null,
      row: measured(scaleMm.row),
      column: measured(scaleMm.column),
    },
    scanPattern,
    laterality: laterality(header),
    modality: isAngiography ? 'OCTA' : 'OCT',
    device: { manufacturer: 'Heidelberg Engineering', model: 'Spectralis', software: header.version },
    acquiredAt: filetimeToIso(header.examTime),
    qualityUnit: 'dB',
    bscans: bscans.map(({ quality }, index) => ({
      path: paths[index] ?? null,
      quality: Math.abs(quality) < 3e38 ? quality : null,
      averaged: null,
      acquiredAt: null,
    })),
    localizer:
      localizer.rows * localizer.columns === 0
        ? null
        : {
            rows: localizer.rows,
            columns: localizer.columns,
            channels: 1,
            spacingUm: { row: measured(localizer.scaleYMm), column: measured(localizer.scaleXMm) },
          },
    surfaces: [...surfaces],
    intensity: { stored: 'float32, linear, as the device wrote it', display: 'fourth root: 255 · x^0.25' },
    registration: isUnaligned ? 'none' : 'byDevice',
    identifiers: [
      ...(header.patientId === null ? [] : ['patient ID']),
      ...(header.birthDate === 0 ? [] : ['birth date']),
      ...(header.visitId === null ? [] : ['visit ID']),
    ],
    notes,
  };

  function note(about: VolumeNote['about'], severity: VolumeNote['severity'], message: string): void {
    notes.push({ about, severity, message });
  }
}

/** Coordinates in the file count from the localizer's upper left corner. */
function pathOf(header: VolHeader, { startMm, endMm }: VolBscanHeader): ScanPath | null {
  const { localizer, scanPattern } = header;
  const isKnown = [...startMm, ...endMm].every(value => Math.abs(value) < 1000) && scanPattern !== mixedPattern;
  if (!isKnown || (startMm[0] === endMm[0] && startMm[1] === endMm[1])) return null;
  const point = ([x, y]: readonly [number, number]) => ({
    xUm: 1000 * (x - (localizer.columns * localizer.scaleXMm) / 2),
    yUm: 1000 * (y - (localizer.rows * localizer.scaleYMm) / 2),
  });
  const start = point(startMm);
  const end = point(endMm);
  if (![start.xUm, start.yUm, end.xUm, end.yUm].every(Number.isFinite)) return null;
  return scanPattern === 2 ? { kind: 'circle', start, centre: end, ...circleDirection(laterality(header)) } : { kind: 'line', start, end };
}

function laterality({ eye }: VolHeader): Laterality | null {
  return eye === 'OD' || eye === 'OS' ? eye : null;
}

/** From 1 nm to 10 cm; anything else in the file is no spacing. */
function measured(lengthMm: number): Length | null {
  return lengthMm > 1e-6 && lengthMm < 100 ? { value: 1000 * lengthMm, source: 'measured' } : null;
}

function estimated(lengthUm: number | null): Length | null {
  return lengthUm === null ? null : { value: lengthUm, source: 'estimated' };
}
