// The vitreous is dark; sometimes the detached posterior hyaloid shows as a thin line, and a reflex of the optics as a few short dashes.

import { type Canvas, powerOfGrey } from './canvas.ts';
import { between, chance, integerBetween } from './draw.ts';
import type { EyeAnatomy } from './eyeAnatomy.ts';
import { gaussianBlur } from './gaussianBlur.ts';
import { phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve } from './smoothNoise.ts';

/** @param surfaceRow rows of the healthy inner limiting membrane, so that what is drawn here says nothing of the disease below */
export function paintVitreous(canvas: Canvas, surfaceRow: Float32Array, anatomy: EyeAnatomy, geometry: ScanGeometry, key: ScanKey): void {
  const p = phantomParameters.scan;
  const random = scanRandom(key, 'vitreous');
  const wave = smoothCurve(random, 5000);
  const brightness = smoothCurve(random, 600);
  if (anatomy.hyaloidHeightUm !== null) {
    const base = surfaceRow.slice();
    gaussianBlur(base, canvas.columns, 1, 350 / geometry.columnUm, 0);
    const grey = between(random, phantomParameters.anatomy.hyaloidGrey);
    for (let x = 0; x < canvas.columns; x++) {
      const nasal = geometry.nasalUm[x] as number;
      const height = (anatomy.hyaloidHeightUm * (1 + 0.25 * wave(nasal))) / geometry.rowUm;
      addSoftRow(canvas, x, (base[x] as number) - Math.max(12, height), powerOfGrey(grey * (1 + 0.3 * brightness(nasal))));
    }
  }
  if (chance(random, p.reflexProbability)) {
    const centre = between(random, [0.35, 0.65]) * canvas.columns;
    const power = powerOfGrey(between(random, p.reflexGrey));
    let row = between(random, [0.02, 0.12]) * canvas.rows;
    for (let dash = integerBetween(random, p.reflexDashes); dash > 0; dash--) {
      const half = between(random, p.reflexHalfWidthUm) / geometry.columnUm;
      for (let x = Math.ceil(centre - half); x < centre + half; x++) addSoftRow(canvas, x, row, power * (1 - ((x - centre) / half) ** 2));
      row += between(random, [5, 11]);
    }
  }
}

function addSoftRow(canvas: Canvas, column: number, row: number, power: number): void {
  const above = Math.floor(row);
  if (above < 0 || above + 1 >= canvas.rows) return;
  const at = column * canvas.rows + above;
  canvas.power[at] = (canvas.power[at] as number) + (above + 1 - row) * power;
  canvas.power[at + 1] = (canvas.power[at + 1] as number) + (row - above) * power;
}
