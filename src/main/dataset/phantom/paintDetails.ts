// What is not a layer: cysts, bright foci and retinal vessels, painted into the layers with the shadows they throw.
import type { RandomGenerator } from '../../../shared/random.ts';
import { type Canvas, paintSpan, powerOfGrey } from './canvas.ts';
import { between } from './draw.ts';
import type { EyeAnatomy } from './eyeAnatomy.ts';
import { stackLayers } from './layerStack.ts';
import type { Cyst, LesionPlan } from './lesionPlan.ts';
import { lesionLabels, phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve } from './smoothNoise.ts';

const face = Object.fromEntries(stackLayers.map((name, k) => [name, k])) as Record<(typeof stackLayers)[number], number>;

export function paintDetails(
  canvas: Canvas,
  boundaries: Float32Array[],
  plan: LesionPlan,
  anatomy: EyeAnatomy,
  geometry: ScanGeometry,
  key: ScanKey,
): void {
  const lesions = scanRandom(key, 'lesion-detail');
  for (const focus of plan.foci) {
    const x = columnOf(geometry, focus.nasalUm);
    if (x === null) continue;
    const top = rowOf(boundaries, 'gcl', x);
    const row = top + focus.depth * (rowOf(boundaries, 'myoid', x) - top);
    paintDot(canvas, geometry, x, row, focus.radiusUm, focus.radiusUm, focus.grey, 0.2);
    castShadow(canvas, geometry, x, row + focus.radiusUm / geometry.rowUm, focus.radiusUm, focus.transmission);
  }
  for (const cyst of plan.cysts) paintCyst(canvas, boundaries, cyst, geometry, lesions);
  paintVessels(canvas, boundaries, anatomy, geometry, scanRandom(key, 'vessels'));
}

/** An oval with an uneven outline that stays inside its band of layers. */
function paintCyst(canvas: Canvas, boundaries: Float32Array[], cyst: Cyst, geometry: ScanGeometry, random: RandomGenerator): void {
  const [topLayer, bottomLayer] = { inner: ['inl', 'opl'], outer: ['opl', 'elm'], whole: ['ipl', 'elm'] }[cyst.band] as [
    'inl' | 'opl' | 'ipl',
    'opl' | 'elm',
  ];
  const unevenTop = smoothCurve(random, 0.8 * cyst.halfWidthUm);
  const unevenBottom = smoothCurve(random, 0.8 * cyst.halfWidthUm);
  const power = powerOfGrey(phantomParameters.tissue.fluidGrey);
  const gap = 6 / geometry.rowUm;
  const middle = columnOf(geometry, cyst.nasalUm);
  if (middle === null) return;
  const room = rowOf(boundaries, bottomLayer, middle) - rowOf(boundaries, topLayer, middle) - 2 * gap;
  if (cyst.height * room * geometry.rowUm < phantomParameters.dme.smallestCystHeightUm) return;
  for (let x = 0; x < canvas.columns; x++) {
    const offset = (geometry.nasalUm[x] as number) - cyst.nasalUm;
    const t = Math.abs(offset) / cyst.halfWidthUm;
    if (t >= 1) continue;
    const bandTop = rowOf(boundaries, topLayer, x) + gap;
    const bandBottom = rowOf(boundaries, bottomLayer, x) - gap;
    const half = 0.5 * cyst.height * (bandBottom - bandTop) * (1 - t ** 2.2) ** 0.55;
    const centre = bandTop + cyst.depth * (bandBottom - bandTop);
    const top = Math.max(bandTop, centre - half * (1 + 0.1 * unevenTop(offset)));
    const bottom = Math.min(bandBottom, centre + half * (1 + 0.1 * unevenBottom(offset)));
    if (bottom - top > 1) paintSpan(canvas, x, top, bottom, power, lesionLabels.irf);
  }
}

/** Vessels near the surface: a bright cap, a duller lumen, and a shadow through everything below. */
function paintVessels(
  canvas: Canvas,
  boundaries: Float32Array[],
  anatomy: EyeAnatomy,
  geometry: ScanGeometry,
  random: RandomGenerator,
): void {
  const p = phantomParameters.anatomy;
  for (const vessel of anatomy.vessels) {
    const nasal = vessel.nasalUm + 220 * random.normal();
    const width = vessel.diameterUm * between(random, [0.8, 1.25]);
    const x = columnOf(geometry, nasal);
    if (x === null || Math.abs(nasal) < p.vesselFreeRadiusUm) continue;
    const radius = width / 2;
    const row = rowOf(boundaries, 'rnfl', x) + (0.6 * radius + between(random, p.vesselDepthUm)) / geometry.rowUm;
    castShadow(canvas, geometry, x, row + radius / geometry.rowUm, radius, vessel.transmission);
    paintDot(canvas, geometry, x, row, radius, 0.75 * radius, between(random, p.vesselGrey), 0.5);
    paintDot(canvas, geometry, x, row - (0.5 * radius) / geometry.rowUm, 0.6 * radius, 0.3 * radius, between(random, p.vesselCapGrey), 0.6);
  }
}

/** A soft elliptical spot. @param softness share of the radius over which it fades */
function paintDot(
  canvas: Canvas,
  geometry: ScanGeometry,
  column: number,
  row: number,
  radiusXUm: number,
  radiusZUm: number,
  grey: number,
  softness: number,
): void {
  const power = powerOfGrey(grey);
  const halfColumns = radiusXUm / geometry.columnUm;
  const halfRows = radiusZUm / geometry.rowUm;
  for (let x = Math.max(0, Math.ceil(column - halfColumns)); x <= Math.min(canvas.columns - 1, column + halfColumns); x++) {
    for (let z = Math.max(0, Math.ceil(row - halfRows)); z <= Math.min(canvas.rows - 1, row + halfRows); z++) {
      const radius = Math.hypot((x - column) / halfColumns, (z - row) / halfRows);
      const cover = Math.min(1, Math.max(0, (1 - radius) / softness));
      const at = x * canvas.rows + z;
      canvas.power[at] = (canvas.power[at] as number) + cover * (power - (canvas.power[at] as number));
    }
  }
}

/** Dims everything below a row by a bell-shaped factor. */
function castShadow(canvas: Canvas, geometry: ScanGeometry, column: number, row: number, radiusUm: number, transmission: number): void {
  const half = (1.3 * radiusUm) / geometry.columnUm;
  for (let x = Math.max(0, Math.ceil(column - half)); x <= Math.min(canvas.columns - 1, column + half); x++) {
    const factor = 1 - (1 - transmission) * (1 - ((x - column) / half) ** 4);
    for (let z = Math.max(0, Math.round(row)), at = x * canvas.rows + z; z < canvas.rows; z++, at++) {
      canvas.power[at] = (canvas.power[at] as number) * factor;
    }
  }
}

function rowOf(boundaries: Float32Array[], layer: keyof typeof face, column: number): number {
  return (boundaries[face[layer]] as Float32Array)[column] as number;
}

/** The column nearest to a nasal position, or null when the scan does not reach it. */
function columnOf({ nasalUm, columns }: ScanGeometry, wanted: number): number | null {
  const first = nasalUm[0] as number;
  const step = ((nasalUm[columns - 1] as number) - first) / (columns - 1);
  const column = Math.round((wanted - first) / step);
  return column < 0 || column >= columns ? null : column;
}
