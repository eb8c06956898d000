// Texture: mottled retina, and a choroid of bright stroma around dark vessels that grow with depth (Sattler's, then Haller's layer).
import type { RandomGenerator } from '../../../shared/random.ts';
import type { Canvas } from './canvas.ts';
import { between } from './draw.ts';
import type { EyeAnatomy } from './eyeAnatomy.ts';
import { phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothField } from './smoothNoise.ts';

/** Multiplies the canvas by tissue texture, which follows the curve of Bruch's membrane. */
export function paintTexture(canvas: Canvas, anatomy: EyeAnatomy, geometry: ScanGeometry, key: ScanKey): void {
  const { columns, rows } = canvas;
  const { textureSd, choroidTextureSd, choroidGrainSd, choroidGrainRows, depositTextureSd } = phantomParameters.tissue;
  const random = scanRandom(key, 'texture');
  const fine = smoothField(random, columns, rows, Math.max(2, 26 / geometry.columnUm), 3.2);
  const coarse = smoothField(random, columns, rows, 130 / geometry.columnUm, 14);
  const lumen = vesselLumens(random, anatomy, geometry);
  const lumenRows = lumen.length / columns;
  for (let x = 0; x < columns; x++) {
    const bruch = Math.round(geometry.bruchRow[x] as number);
    for (let z = 0, at = x * rows; z < rows; z++, at++) {
      const below = z - bruch;
      const flattened = x * rows + ((below + rows) % rows);
      const grain = fine[flattened] as number;
      let factor = textureSd * grain;
      if ((canvas.labels[at] as number) > 0) factor += depositTextureSd * (coarse[flattened] as number);
      if (below > 3) {
        factor += choroidTextureSd * Math.min(1, (below - 3) / 6) * (coarse[flattened] as number);
        factor += Math.max(0, choroidGrainSd * (1 - below / choroidGrainRows)) * grain;
      }
      if (below >= 0 && below < lumenRows) factor -= lumen[x * lumenRows + below] as number;
      canvas.power[at] = (canvas.power[at] as number) * Math.exp(factor);
    }
  }
}

/** Darkness of the vessels below Bruch's membrane, in nepers [column, row below the membrane]. */
function vesselLumens(random: RandomGenerator, anatomy: EyeAnatomy, geometry: ScanGeometry): Float32Array {
  const { columns, columnUm, rowUm } = geometry;
  const rows = Math.ceil((anatomy.choroidThicknessUm + 60) / rowUm);
  const lumen = new Float32Array(columns * rows);
  const widthUm = columns * columnUm;
  for (const tier of [phantomParameters.tissue.sattlerVessels, phantomParameters.tissue.hallerVessels]) {
    for (let i = 0; i < widthUm / tier.everyUm; i++) {
      const radius = between(random, tier.radiusUm);
      const darkness = between(random, tier.darkness);
      stampEllipse(lumen, columns, rows, {
        column: (random.uniform() * widthUm) / columnUm,
        row: (anatomy.choroidThicknessUm * between(random, tier.depth)) / rowUm,
        halfColumns: (radius * between(random, [1, 2])) / columnUm,
        halfRows: radius / rowUm,
        darkness,
      });
    }
  }
  return lumen;
}

interface Ellipse {
  column: number;
  row: number;
  halfColumns: number;
  halfRows: number;
  darkness: number;
}

function stampEllipse(lumen: Float32Array, columns: number, rows: number, ellipse: Ellipse): void {
  const { column, row, halfColumns, halfRows, darkness } = ellipse;
  for (let x = Math.max(0, Math.ceil(column - halfColumns)); x <= Math.min(columns - 1, column + halfColumns); x++) {
    const across = ((x - column) / halfColumns) ** 2;
    for (let z = Math.max(0, Math.ceil(row - halfRows)); z <= Math.min(rows - 1, row + halfRows); z++) {
      const inside = 1 - across - ((z - row) / halfRows) ** 2;
      if (inside <= 0) continue;
      const at = x * rows + z;
      lumen[at] = Math.max(lumen[at] as number, darkness * Math.min(1, 1.3 * inside));
    }
  }
}
