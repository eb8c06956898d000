// Texture along one B-scan of a phantom volume: mottled retina, and a choroid whose vessels continue from B-scan to B-scan.
import type { RandomGenerator } from '../../../../shared/random.ts';
import type { Canvas } from '../canvas.ts';
import { phantomParameters } from '../phantomParameters.ts';
import { smoothField, smoothStep } from '../smoothNoise.ts';
import type { VolumeEye } from './volumeEye.ts';
import type { CutLine } from './volumeStack.ts';

/** How much brighter the stroma between the vessels is than the choroid on average. */
const stromaNepers = 0.3;
/** Light that is scattered more than once seems to come from deeper: the decay below the pigment epithelium is slower than the tissue's. */
const hazePerUm = 0.0012;

/** Multiplies the canvas by tissue texture. @param bruchRow row of Bruch's membrane [column] */
export function paintVolumeTexture(
  canvas: Canvas,
  eye: VolumeEye,
  line: CutLine,
  bruchRow: Float32Array,
  rowUm: number,
  random: RandomGenerator,
): void {
  const { columns, rows, power, labels } = canvas;
  const { textureSd, choroidTextureSd, choroidGrainSd, choroidGrainRows, depositTextureSd } = phantomParameters.tissue;
  const fine = smoothField(random, columns, rows, Math.max(1.6, 20 / line.columnUm), 15 / rowUm);
  const coarse = smoothField(random, columns, rows, 130 / line.columnUm, 54 / rowUm);
  const grainRows = (choroidGrainRows * 3.87) / rowUm;
  const depthRows = Math.ceil((eye.anatomy.choroidThicknessUm + 60) / rowUm);
  const lumen = new Float32Array(depthRows);
  for (let x = 0; x < columns; x++) {
    const bruch = Math.round(bruchRow[x] as number);
    fillLumens(lumen, eye, line.nasalUm[x] as number, line.superiorUm, rowUm);
    for (let z = 0, at = x * rows; z < rows; z++, at++) {
      const below = z - bruch;
      const flattened = x * rows + ((below + 8 * rows) % rows);
      const grain = fine[flattened] as number;
      let factor = textureSd * grain;
      if ((labels[at] as number) > 0) factor += depositTextureSd * (coarse[flattened] as number);
      const belowUm = below * rowUm;
      if (belowUm > 12) {
        factor += choroidTextureSd * Math.min(1, (belowUm - 12) / 24) * (coarse[flattened] as number);
        factor += Math.max(0, choroidGrainSd * (1 - below / grainRows)) * grain;
      }
      if (below >= 0 && below < depthRows) factor += stromaNepers * smoothStep(10, 60, belowUm) - (lumen[below] as number);
      if (below >= 0) factor += hazePerUm * Math.min(belowUm, 420);
      power[at] = (power[at] as number) * Math.exp(factor);
    }
  }
}

/** Darkness of the vessels below one A-scan, in nepers [row below Bruch's membrane]. */
function fillLumens(lumen: Float32Array, { choroid, anatomy }: VolumeEye, nasalUm: number, superiorUm: number, rowUm: number): void {
  lumen.fill(0);
  for (const tier of choroid) {
    const excess = tier.lumen(nasalUm, superiorUm) + 0.3;
    if (excess <= 0) continue;
    const centre = (anatomy.choroidThicknessUm * (tier.depth + 0.06 * tier.level(nasalUm, superiorUm))) / rowUm;
    const half = (tier.radiusUm * Math.sqrt(Math.min(1, 1.4 * excess))) / rowUm;
    for (let z = Math.max(0, Math.ceil(centre - half)); z <= Math.min(lumen.length - 1, centre + half); z++) {
      const inside = 1 - ((z - centre) / half) ** 2;
      lumen[z] = Math.max(lumen[z] as number, tier.darkness * inside);
    }
  }
}
