// Builds a lesion plan into the healthy layers: raises, thickens, fills and fades them.
import type { RandomGenerator } from '../../../shared/random.ts';
import { gaussianBlur } from './gaussianBlur.ts';
import type { LayerColumns, LayerStack } from './layerStack.ts';
import { type LesionPlan, type Mound, moundHeightUm } from './lesionPlan.ts';
import { phantomParameters } from './phantomParameters.ts';
import { bridgeInnerRetina, swellLayers } from './raiseRetina.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve, smoothStep } from './smoothNoise.ts';

/** How far the surface bridges. */
const bridgeUm = 140;

/** Changes `stack` in place. */
export function applyLesions(stack: LayerStack, plan: LesionPlan, geometry: ScanGeometry, key: ScanKey): void {
  const { columns, nasalUm, columnUm } = geometry;
  const random = scanRandom(key, 'lesion-surface');
  for (const { nasalUm: centre, halfWidthUm, gainUm } of plan.swellings) {
    swellLayers(stack, gainUm, x => Math.abs(((nasalUm[x] as number) - centre) / halfWidthUm));
  }
  for (const deposit of plan.deposits) {
    const layer = stack[deposit.space];
    addMounds(layer, deposit.mounds, geometry, random);
    gaussianBlur(layer.thicknessUm, columns, 1, 18 / columnUm, 0);
    const mottle = smoothCurve(random, 130);
    layer.attenuationPerUm = deposit.attenuationPerUm;
    for (let x = 0; x < columns; x++) layer.grey[x] = deposit.grey * (1 + 0.07 * mottle(nasalUm[x] as number));
  }
  fillFluid(stack, plan, geometry, random);
  fadePhotoreceptors(stack, plan.photoreceptorLoss, geometry, random);
  const raisedUm = Float32Array.from({ length: columns }, (_, x) => depositUm(stack, x) + (stack.srf.thicknessUm[x] as number));
  bridgeInnerRetina(stack, raisedUm, bridgeUm, columnUm);
}

/** Where mounds overlap the higher one counts. */
function addMounds(layer: LayerColumns, mounds: Mound[], { columns, nasalUm }: ScanGeometry, random: RandomGenerator): void {
  for (const mound of mounds) {
    const uneven = smoothCurve(random, Math.max(70, 0.5 * mound.halfWidthUm));
    for (let x = 0; x < columns; x++) {
      const nasal = nasalUm[x] as number;
      const height = moundHeightUm(mound, nasal) * Math.max(0.2, 1 + mound.irregularity * uneven(nasal));
      if (height > (layer.thicknessUm[x] as number)) layer.thicknessUm[x] = height;
    }
  }
}

/** The retina bridges the envelope; fluid takes what the deposits below leave of it. */
function fillFluid(stack: LayerStack, plan: LesionPlan, { columns, nasalUm }: ScanGeometry, random: RandomGenerator): void {
  const { thicknessUm, grey } = stack.srf;
  for (const envelope of plan.fluid) {
    const uneven = smoothCurve(random, 500);
    for (let x = 0; x < columns; x++) {
      const nasal = nasalUm[x] as number;
      const room = moundHeightUm(envelope, nasal) * (1 + envelope.irregularity * uneven(nasal)) - depositUm(stack, x);
      if (room > (thicknessUm[x] as number)) thicknessUm[x] = room;
    }
  }
  grey.fill(phantomParameters.tissue.srfGrey);
}

function depositUm(stack: LayerStack, x: number): number {
  return (
    (stack.subRpe.thicknessUm[x] as number) +
    (stack.subRpeTissue.thicknessUm[x] as number) +
    (stack.subretinalTissue.thicknessUm[x] as number)
  );
}

/** Over deposits and fluid the outer segments shrink and the bright bands fade. */
function fadePhotoreceptors(stack: LayerStack, loss: number, { columns, nasalUm }: ScanGeometry, random: RandomGenerator): void {
  const patchy = smoothCurve(random, 160);
  for (let x = 0; x < columns; x++) {
    const raisedUm = depositUm(stack, x);
    const fluidUm = stack.srf.thicknessUm[x] as number;
    if (raisedUm === 0 && fluidUm === 0) continue;
    const over = smoothStep(8, 70, raisedUm) * loss;
    for (const [name, share] of [
      ['ez', 0.6],
      ['iz', 0.65],
      ['elm', 0.35],
      ['rpe', 0.3],
    ] as const) {
      const { grey } = stack[name];
      const patch = Math.min(1, Math.max(0, 1 + 0.35 * patchy(nasalUm[x] as number)));
      grey[x] = (grey[x] as number) * (1 - share * over * patch);
    }
    stack.iz.thicknessUm[x] = (stack.iz.thicknessUm[x] as number) * (1 - 0.8 * smoothStep(5, 40, fluidUm));
    stack.os.thicknessUm[x] = (stack.os.thicknessUm[x] as number) * (1 - 0.7 * over);
  }
}
