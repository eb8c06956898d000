// The data card of a volume: everything its reader knows, in groups of labelled lines for a person. Never an identifier's value.
import type { Length, VolumeHeader } from '../../../shared/domain/volume.ts';
import { formatCount, formatNumber, narrowSpace, undefinedMark } from '../../../shared/units.ts';
import type { Proof } from './volumeFormat.ts';

export interface DataCardLine {
  readonly label: string;
  readonly value: string;
  /** Where a number came from: what is not measured should look so. */
  readonly source?: Length['source'];
  readonly severity?: 'note' | 'warning';
}

export interface DataCardGroup {
  readonly title: string;
  readonly lines: readonly DataCardLine[];
}

/** What is known of a volume's file, beside its header. */
export interface DataCardFile {
  readonly formatTitle: string;
  readonly proof: Proof;
}

/** What a format's reader was held against. */
export const proofs: Record<Proof, string> = {
  real: 'proven on a real file against an independent reader',
  independent: 'proven on our own files against an independent reader',
  ownWriter: 'unproven on real files',
};
const registrations: Record<VolumeHeader['registration'], string> = {
  applied: 'applied here, as the device computed it',
  available: 'available, switched off',
  byDevice: 'done by the device before export',
  none: 'none in the file',
};

/** Groups without a line are left out. */
export function dataCard(header: VolumeHeader, file: DataCardFile): DataCardGroup[] {
  const groups: DataCardGroup[] = [
    { title: 'Scan', lines: scanLines(header) },
    { title: 'Geometry', lines: geometryLines(header) },
    { title: 'Acquisition', lines: acquisitionLines(header) },
    { title: 'Layer lines', lines: surfaceLines(header) },
    { title: 'Intensity', lines: intensityLines(header) },
    { title: 'Identity', lines: [identityLine(header)] },
    { title: 'File', lines: fileLines(header, file) },
    { title: 'To know', lines: header.notes.map(({ about, severity, message }) => ({ label: capital(about), value: message, severity })) },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}

/** The card as text, for the command line: a title, then its lines, indented. */
export function dataCardText(groups: readonly DataCardGroup[]): string {
  const width = Math.max(...groups.flatMap(({ lines }) => lines.map(({ label }) => label.length)), 0);
  return groups
    .map(({ title, lines }) => [title, ...lines.map(line => `  ${line.label.padEnd(width)}  ${line.value}`)].join('\n'))
    .join('\n\n');
}

function scanLines({ modality, scanPattern, laterality, shape, localizer }: VolumeHeader): DataCardLine[] {
  const size = `${formatNumber(shape.columns)} × ${formatNumber(shape.rows)} px`;
  const isOneImage = shape.bscans === 1 && modality !== 'OCT' && modality !== 'OCTA';
  return [
    { label: 'Modality', value: modality },
    ...(isOneImage ? [] : [{ label: 'Pattern', value: scanPattern ?? 'unknown' }]),
    laterality === null ? { label: 'Eye', value: 'unknown', severity: 'warning' } : { label: 'Eye', value: laterality },
    { label: 'Size', value: isOneImage ? size : `${formatCount(shape.bscans, 'B-scan')} of ${size}` },
    { label: 'Localizer', value: localizer === null ? 'none' : `${formatNumber(localizer.columns)} × ${formatNumber(localizer.rows)} px` },
  ];
}

function geometryLines({ spacingUm, shape, localizer, bscans }: VolumeHeader): DataCardLine[] {
  const placed = bscans.filter(({ path }) => path !== null).length;
  return [
    spacingLine('Between A-scans', spacingUm.column, 2),
    spacingLine('Between rows', spacingUm.row, 2),
    ...(shape.bscans > 1 ? [spacingLine('Between B-scans', spacingUm.bscan, 1)] : []),
    extentLine(spacingUm, shape),
    ...(localizer === null ? [] : [spacingLine('Localizer pixel', localizer.spacingUm.column, 2)]),
    {
      label: 'Placed on localizer',
      value: placed === bscans.length ? 'all B-scans' : `${placed} of ${formatCount(bscans.length, 'B-scan')}`,
    },
  ];
}

function spacingLine(label: string, length: Length | null, decimals: number): DataCardLine {
  if (length === null) return { label, value: 'unknown' };
  return { label, value: `${formatNumber(length.value, decimals)}${narrowSpace}µm, ${length.source}`, source: length.source };
}

/** Width and depth of a B-scan; as sure as the less sure of both. */
function extentLine({ column, row }: VolumeHeader['spacingUm'], { columns, rows }: VolumeHeader['shape']): DataCardLine {
  const label = 'B-scan covers';
  if (column === null || row === null) return { label, value: 'unknown' };
  const mm = (um: number) => `${formatNumber(um / 1000, 2)}${narrowSpace}mm`;
  const sources = [column.source, row.source];
  const source = (['assumed', 'estimated', 'measured'] as const).find(kind => sources.includes(kind)) ?? 'measured';
  return { label, value: `${mm(column.value * columns)} wide, ${mm(row.value * rows)} deep, ${source}`, source };
}

function acquisitionLines({ device, acquiredAt, bscans, qualityUnit }: VolumeHeader): DataCardLine[] {
  const name = [device.manufacturer, device.model, device.software].filter(part => part !== null).join(', ');
  const quality = range(bscans.map(bscan => bscan.quality));
  const averaged = range(bscans.map(bscan => bscan.averaged));
  return [
    { label: 'Device', value: name === '' ? 'unknown' : name },
    { label: 'Taken', value: acquiredAt === null ? 'unknown' : acquiredAt.replace('T', ' ').replace('Z', ' UTC') },
    ...(quality === null ? [] : [{ label: 'Quality', value: `${quality(1)}${qualityUnit === null ? '' : narrowSpace + qualityUnit}` }]),
    ...(averaged === null ? [] : [{ label: 'Frames averaged', value: averaged(0) }]),
  ];
}

/** The least and the greatest of what is known, written with so many decimals; null where nothing is. */
function range(values: readonly (number | null)[]): ((decimals: number) => string) | null {
  const known = values.filter(value => value !== null);
  if (known.length === 0) return null;
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  return decimals => {
    const [from, to] = [formatNumber(low, decimals), formatNumber(high, decimals)];
    return from === to ? from : `${from}–${to}`;
  };
}

function surfaceLines({ surfaces }: VolumeHeader): DataCardLine[] {
  if (surfaces.length === 0) return [{ label: 'Lines', value: 'none in the file' }];
  return (['vendor', 'human', 'model'] as const).flatMap(source => {
    const names = surfaces.filter(surface => surface.source === source).map(({ name }) => name);
    return names.length === 0 ? [] : [{ label: `By ${source}`, value: names.join(', ') }];
  });
}

function intensityLines({ intensity, sampleType, registration }: VolumeHeader): DataCardLine[] {
  return [
    { label: 'Stored', value: `${intensity.stored} (${sampleType})` },
    { label: 'Shown', value: intensity.display },
    { label: 'Registration', value: registrations[registration] },
  ];
}

function identityLine({ identifiers }: VolumeHeader): DataCardLine {
  return identifiers.length === 0
    ? { label: 'Identifiers', value: 'none found' }
    : { label: 'Identifiers', value: `${identifiers.join(', ')} in the file`, severity: 'note' };
}

function fileLines({ series }: VolumeHeader, { formatTitle, proof }: DataCardFile): DataCardLine[] {
  return [
    { label: 'Format', value: formatTitle },
    { label: 'Series', value: series === '' ? undefinedMark : series },
    proof === 'ownWriter' ? { label: 'Reader', value: proofs[proof], severity: 'warning' } : { label: 'Reader', value: proofs[proof] },
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
