// The five lines that a person checks when a volume comes in (UX §1.7): eye, up, order, spacing, transform; what is not known looks so.
import type { Length, VolumeHeader } from '../../../shared/domain/volume.ts';
import type { FormatOption, GeometryCheck, VolumeStatement } from '../../../shared/domain/volumeView.ts';
import { enFaceMarks } from '../../../shared/scanPlaces.ts';
import { formatCount, formatNumber } from '../../../shared/units.ts';

export interface Checked {
  /** With the statement applied. */
  readonly header: VolumeHeader;
  readonly statement: VolumeStatement;
  readonly options: readonly FormatOption[];
  /** Share of the A-scans whose ILM lies above the RPE or BM; null without such lines. */
  readonly uprightShare: number | null;
}

type Found = Omit<GeometryCheck, 'about'>;

export function geometryCheck(checked: Checked): GeometryCheck[] {
  return [
    { about: 'eye', ...eye(checked) },
    { about: 'up', ...up(checked) },
    { about: 'order', ...order(checked) },
    { about: 'spacing', ...spacing(checked) },
    { about: 'transform', ...transform(checked) },
  ];
}

function eye({ header, statement }: Checked): Found {
  const { laterality, notes } = header;
  if (laterality === null) return warn('Eye unknown: no side is marked nasal or temporal until somebody states it', 'eye');
  if (statement.laterality !== undefined) return ok(`${laterality}, stated by a person`, 'eye');
  const doubt = notes.find(({ about, severity }) => about === 'laterality' && severity === 'warning');
  if (doubt !== undefined) return warn(`${laterality}. ${doubt.message}`, 'eye');
  const isByName = notes.some(({ about, message }) => about === 'laterality' && message.includes('by the file’s name'));
  return ok(isByName ? `${laterality}, by the file’s name` : `${laterality}, stored in the file`, 'eye');
}

/** Formats that define which row is nearest to the vitreous. */
const upright = new Set(['heidelbergVol', 'heidelbergE2e', 'heyexXml', 'topconFda', 'dicom']);
/** Below this share the lines contradict the order of the rows. */
const mostlyUpright = 0.5;

function up({ header, options, uprightShare }: Checked): Found {
  const fix = fixOf(options, ['isUpsideDown']);
  if (header.modality === 'fundus') return ok('A picture of the fundus: superior is up', fix);
  if (uprightShare === null && upright.has(header.format) && header.modality !== 'other') {
    return ok('The vitreous is up, as this format stores it; the file has no layer lines to check it by', fix);
  }
  if (uprightShare === null) return warn('Rows are shown as stored, and no layer lines tell: check that the vitreous is up', fix);
  if (uprightShare > mostlyUpright) return ok('The vitreous is up: the ILM lies above the outer retina', fix);
  return warn('The layer lines say that the vitreous is down', fix);
}

function order({ header, options }: Checked): Found {
  const fix = fixOf(options, ['isReversed', 'bscans']);
  const { bscans, laterality, scanPattern } = header;
  if (bscans.length === 1) return ok('One B-scan', fix);
  const count = formatCount(bscans.length, 'B-scan');
  const placed = bscans.filter(({ path }) => path !== null).length;
  if (placed === 0) return warn(`${count} in the order of the file, which does not say where they lie`, fix);
  if (placed < bscans.length) return warn(`${placed} of ${count} are placed on the localizer, the others are not`, fix);
  if (scanPattern !== 'raster') return ok(`${count}, each where the file says`, fix);
  const marks = laterality === null ? null : enFaceMarks({ laterality, bscans });
  const way = marks === null ? '' : ` from ${names[marks.firstBscan]} to ${names[marks.lastBscan]}`;
  return ok(`${count}${way}, each where the file says`, fix);
}

const names = {
  ...{ N: 'nasal', T: 'temporal', S: 'superior', I: 'inferior' },
  ...{ SN: 'superior nasal', ST: 'superior temporal', IN: 'inferior nasal', IT: 'inferior temporal' },
};

function spacing({ header, statement }: Checked): Found {
  const { column, row, bscan } = header.spacingUm;
  const needsThird = header.shape.bscans > 1 && header.scanPattern === 'raster';
  const wanted = [column, row, ...(needsThird ? [bscan] : [])];
  if (wanted.every(length => length === null)) return warn('Unknown: sizes are in pixels', 'spacing');
  const words = [part('A-scans', column), part('rows', row), ...(needsThird || bscan !== null ? [part('B-scans', bscan)] : [])].join(', ');
  if (statement.spacingUm !== undefined) return ok(`${words}; stated by a person`, 'spacing');
  const isSure = wanted.every(length => length !== null && length.source !== 'assumed');
  return isSure ? ok(words, 'spacing') : warn(words, 'spacing');
}

function part(name: string, length: Length | null): string {
  return length === null ? `${name} unknown` : `${name} ${formatNumber(length.value, 2)} µm (${length.source})`;
}

function transform({ header, options }: Checked): Found {
  const fix = fixOf(options, ['intensity', 'contrast']);
  const doubt = header.notes.find(({ about, severity }) => about === 'intensity' && severity === 'warning');
  return doubt === undefined ? ok(header.intensity.display, fix) : warn(`${header.intensity.display}. ${doubt.message}`, fix);
}

/** `options` where the format has one of these switches. */
function fixOf(options: readonly FormatOption[], names: readonly string[]): 'options' | null {
  return options.some(({ name }) => names.includes(name)) ? 'options' : null;
}

function ok(words: string, fix: GeometryCheck['fix']): Found {
  return { state: 'ok', words, fix };
}

function warn(words: string, fix: GeometryCheck['fix']): Found {
  return { state: 'warning', words, fix };
}
