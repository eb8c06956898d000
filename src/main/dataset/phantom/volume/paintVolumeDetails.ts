// What is not a layer, along one B-scan of a phantom volume: cysts, bright foci, capillaries, retinal vessels and the shadows they throw.
import type { RandomGenerator } from '../../../../shared/random.ts';
import { type Canvas, paintSpan, powerOfGrey } from '../canvas.ts';
import { between } from '../draw.ts';
import { stackLayers } from '../layerStack.ts';
import { lesionLabels, phantomParameters } from '../phantomParameters.ts';
import type { VolumeEye } from './volumeEye.ts';
import type { VolumeCyst } from './volumeLesions.ts';
import type { CutLine } from './volumeStack.ts';

type Face = 'rnfl' | 'gcl' | 'ipl' | 'inl' | 'opl' | 'onl' | 'elm' | 'myoid';
const bands = { inner: ['inl', 'opl'], outer: ['opl', 'elm'], whole: ['ipl', 'elm'] } as const satisfies Record<
  VolumeCyst['band'],
  readonly [Face, Face]
>;
/** Dots of capillaries per mm along each of the plexuses that show them. */
const plexuses = { ipl: 5, inl: 7, opl: 8 } as const;

export interface DetailCut {
  readonly eye: VolumeEye;
  readonly line: CutLine;
  readonly rowUm: number;
  /** Rows of the faces of the layers, as boundaryRows gives them. */
  readonly boundaries: readonly Float32Array[];
}

export function paintVolumeDetails(canvas: Canvas, cut: DetailCut, random: RandomGenerator): void {
  paintCapillaries(canvas, cut, random);
  for (const cyst of cut.eye.lesions.cysts) paintCyst(canvas, cyst, cut);
  paintFoci(canvas, cut);
  paintVessels(canvas, cut, random);
}

function rowOf(boundaries: DetailCut['boundaries'], face: Face, x: number): number {
  return (boundaries[stackLayers.indexOf(face)] as Float32Array)[x] as number;
}

/** Height of each cyst's upper and lower face over the fundus; nothing outside its oval. */
function paintCyst(canvas: Canvas, cyst: VolumeCyst, { eye, line, rowUm, boundaries }: DetailCut): void {
  const across = (line.superiorUm - cyst.superiorUm) / cyst.halfSuperiorUm;
  if (Math.abs(across) >= 1) return;
  const [topFace, bottomFace] = bands[cyst.band];
  const power = powerOfGrey(phantomParameters.tissue.fluidGrey);
  const gap = 6 / rowUm;
  for (let x = 0; x < canvas.columns; x++) {
    const nasal = line.nasalUm[x] as number;
    const t = Math.hypot((nasal - cyst.nasalUm) / cyst.halfNasalUm, across) * (1 + 0.09 * eye.mottle(2 * nasal, 2 * line.superiorUm));
    if (t >= 1) continue;
    const bandTop = rowOf(boundaries, topFace, x) + gap;
    const bandBottom = rowOf(boundaries, bottomFace, x) - gap;
    const half = 0.5 * cyst.height * (bandBottom - bandTop) * (1 - t ** 2.2) ** 0.55;
    const centre = bandTop + cyst.depth * (bandBottom - bandTop);
    const top = Math.max(bandTop, centre - half);
    const bottom = Math.min(bandBottom, centre + half);
    if (bottom - top > 1) paintSpan(canvas, x, top, bottom, power, lesionLabels.irf);
  }
}

function paintFoci(canvas: Canvas, { eye, line, rowUm, boundaries }: DetailCut): void {
  const { nasalUm, superiorUm, columnUm } = line;
  const step = ((nasalUm[canvas.columns - 1] as number) - (nasalUm[0] as number)) / (canvas.columns - 1);
  for (const focus of eye.lesions.foci) {
    const apart = superiorUm - focus.superiorUm;
    const radiusUm = Math.sqrt(Math.max(0, focus.radiusUm ** 2 - apart ** 2));
    const x = Math.round((focus.nasalUm - (nasalUm[0] as number)) / step);
    if (radiusUm === 0 || x < 0 || x >= canvas.columns) continue;
    const top = rowOf(boundaries, 'gcl', x);
    const row = top + focus.depth * (rowOf(boundaries, 'myoid', x) - top);
    dot(canvas, x, row, radiusUm / columnUm, radiusUm / rowUm, powerOfGrey(focus.grey));
    shade(canvas, x, Math.ceil(radiusUm / columnUm), row + radiusUm / rowUm, 0.6);
  }
}

function paintCapillaries(canvas: Canvas, { line, rowUm, boundaries }: DetailCut, random: RandomGenerator): void {
  const widthMm = (canvas.columns * line.columnUm) / 1000;
  for (const [face, perMm] of Object.entries(plexuses) as [keyof typeof plexuses, number][]) {
    for (let i = Math.round(perMm * widthMm); i > 0; i--) {
      const x = random.integer(canvas.columns);
      const row = rowOf(boundaries, face, x) + between(random, [-9, 5]) / rowUm;
      const size = between(random, [5, 10]);
      const grey = between(random, [85, 128]);
      const isInRetina = row - rowOf(boundaries, 'rnfl', x) > 20 / rowUm && rowOf(boundaries, 'onl', x) - row > 4 / rowUm;
      if (isInRetina) dot(canvas, x, row, size / line.columnUm, size / rowUm, powerOfGrey(grey));
    }
  }
}

/** A vessel lies in the nerve fibres: bright cap, duller lumen, and a shadow through everything below. */
function paintVessels(canvas: Canvas, { eye, line, rowUm, boundaries }: DetailCut, random: RandomGenerator): void {
  const { nasalUm, superiorUm } = line;
  const cap = powerOfGrey(between(random, [140, 165]));
  const lumen = powerOfGrey(100);
  for (let x = 0; x < canvas.columns; x++) {
    const { radiusUm, offset } = eye.vessels(nasalUm[x] as number, superiorUm);
    if (radiusUm === 0) continue;
    const half = (0.85 * radiusUm * Math.sqrt(1 - offset * offset)) / rowUm;
    const centre = rowOf(boundaries, 'rnfl', x) + (0.8 * radiusUm + 7) / rowUm;
    replace(canvas, x, centre - half, centre + half, lumen, 0.75);
    replace(canvas, x, centre - half, centre - 0.55 * half, cap, 0.8);
    replace(canvas, x, centre + 0.6 * half, centre + half, cap, 0.5);
    const passes = 0.72 - 0.55 * Math.min(1, radiusUm / 55);
    darken(canvas, x, centre + half, 1 - (1 - passes) * (1 - offset ** 4));
  }
}

/** A soft elliptical spot. */
function dot(canvas: Canvas, column: number, row: number, halfColumns: number, halfRows: number, power: number): void {
  const reach = Math.max(halfColumns, 0.6);
  for (let x = Math.max(0, Math.ceil(column - reach)); x <= Math.min(canvas.columns - 1, column + reach); x++) {
    for (let z = Math.max(0, Math.ceil(row - halfRows)); z <= Math.min(canvas.rows - 1, row + halfRows); z++) {
      const cover = Math.max(0, 1 - ((x - column) / reach) ** 2 - ((z - row) / halfRows) ** 2);
      const at = x * canvas.rows + z;
      canvas.power[at] = (canvas.power[at] as number) + cover * (power - (canvas.power[at] as number));
    }
  }
}

function shade(canvas: Canvas, column: number, half: number, row: number, passes: number): void {
  for (let x = Math.max(0, column - half); x <= Math.min(canvas.columns - 1, column + half); x++) darken(canvas, x, row, passes);
}

function darken(canvas: Canvas, x: number, row: number, factor: number): void {
  for (let z = Math.max(0, Math.round(row)), at = x * canvas.rows + z; z < canvas.rows; z++, at++) {
    canvas.power[at] = (canvas.power[at] as number) * factor;
  }
}

function replace(canvas: Canvas, x: number, top: number, bottom: number, power: number, opacity: number): void {
  for (let z = Math.max(0, Math.floor(top)); z < Math.min(canvas.rows, Math.ceil(bottom)); z++) {
    const cover = opacity * (Math.min(z + 1, bottom) - Math.max(z, top));
    const at = x * canvas.rows + z;
    canvas.power[at] = (canvas.power[at] as number) + cover * (power - (canvas.power[at] as number));
  }
}
