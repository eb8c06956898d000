// What one stretch of an Optovue file tells about its volume.
import type { Length, ScanPattern, VolumeHeader, VolumeNote } from '../../../../shared/domain/volume.ts';
import { lengthUm } from '../../geometry.ts';
import { arrayHeader } from '../arraySeries.ts';
import type { OptovueName } from './scanName.ts';
import type { OptovueSheet } from './sheet.ts';
import type { Stretch } from './stretches.ts';

/** Scan protocols by the words in their names; the others cross lines and are none of our patterns. */
const patterns: readonly (readonly [RegExp, ScanPattern | null])[] = [
  [/radial/i, 'radial'],
  [/cross|grid|gcc|onh|map/i, null],
  [/3d|raster|angio|widefield/i, 'raster'],
];

export function describeOptovue(rows: number, sheet: OptovueSheet, name: OptovueName, stretch: Stretch, series: string): VolumeHeader {
  const { columns, bscans, step, group, groups } = stretch;
  const notes: VolumeNote[] = [];
  const note = (about: VolumeNote['about'], severity: VolumeNote['severity'], message: string) => notes.push({ about, severity, message });
  const laterality = sheet.laterality ?? name.laterality;
  const pattern = patternOf(`${step?.title ?? ''} ${name.protocol ?? ''}`, bscans);
  const spacing = (sizeMm: number | null | undefined, count: number): Length | null =>
    sizeMm === null || sizeMm === undefined ? null : lengthUm(sizeMm / count);

  if (laterality === null) note('laterality', 'warning', 'Neither the text nor the name says which eye this is.');
  else if (sheet.laterality === null) note('laterality', 'note', 'The eye is what the file’s name says.');
  else if (name.laterality !== null && name.laterality !== sheet.laterality) {
    note('laterality', 'warning', `The text says ${sheet.laterality}, the file’s name ${name.laterality}.`);
  }
  note(
    'geometry',
    'note',
    'The first sample of an A-scan is taken for the deepest, as every reader does; where B-scans lie is not stored.',
  );
  if (bscans > 1 && pattern === 'raster')
    note('geometry', 'note', 'The order of B-scans is that of the file; in which direction they follow is not stored.');
  if (step === null)
    note('file', 'warning', 'The text does not count these B-scans: they follow the scan in its file, perhaps for alignment.');
  if (groups > 1)
    note('file', 'note', `The file holds the scan ${groups} times; what tells data group ${group} from the others is not published.`);
  note('intensity', 'note', 'Samples are the device’s own numbers, whose scale is not published.');

  return arrayHeader({
    format: 'optovueOct',
    series,
    shape: { bscans, rows, columns, channels: 1 },
    sampleType: 'float32',
    spacingUm: {
      bscan: pattern === 'raster' && bscans > 1 ? spacing(step?.intervalMm, 1) : null,
      row: spacing(sheet.depthMm, rows),
      column: spacing(step?.widthMm, columns),
    },
    scanPattern: pattern,
    laterality,
    modality: 'OCT',
    device: { manufacturer: 'Optovue', model: null, software: null },
    acquiredAt: name.acquiredAt,
    intensity: { stored: 'float32, as the device exports it', display: 'linear, p0.5–p99.5 of the volume' },
    identifiers: identifiersOf(sheet, name),
    notes,
  });
}

function patternOf(words: string, bscans: number): ScanPattern | null {
  const known = patterns.find(([sign]) => sign.test(words));
  return known === undefined && bscans === 1 ? 'line' : (known?.[1] ?? null);
}

function identifiersOf({ identifiers }: OptovueSheet, { patient }: OptovueName): string[] {
  const inName = [...(patient.name === null ? [] : ['name']), ...(patient.identifier === null ? [] : ['patient ID'])];
  return [...new Set([...identifiers, ...inName])];
}
