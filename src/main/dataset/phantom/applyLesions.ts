// Builds a lesion plan into the healthy layers: raises, thickens, fills and fades them.
import type { RandomGenerator } from '../../../shared/random.ts';
import { gaussianBlur } from './gaussianBlur.ts';
import type { LayerColumns, LayerStack } from './layerStack.ts';
import { type LesionPlan, type Mound, moundHeightUm } from './lesionPlan.ts';
import { phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve, smoothStep } from './smoothNoise.ts';

/** Changes `stack` in place. */
export function applyLesions(stack: LayerStack, plan: LesionPlan, geometry: ScanGeometry, key: ScanKey): void {
  const random = scanRandom(key, 'lesion-surface');
  swell(stack, plan, geometry);
  for (const deposit of plan.deposits) {
    const layer = stack[deposit.space];
    addMounds(layer, deposit.mounds, geometry, random);
    gaussianBlur(layer.thicknessUm, geometry.columns, 1, 18 / geometry.columnUm, 0);
    const mottle = smoothCurve(random, 130);
    layer.attenuationPerUm = deposit.attenuationPerUm;
    for (let x = 0; x < geometry.columns; x++) layer.grey[x] = deposit.grey * (1 + 0.07 * mottle(geometry.nasalUm[x] as number));
  }
  fillFluid(stack, plan, geometry, random);
  fadePhotoreceptors(stack, plan.photoreceptorLoss, geometry, random);
  smoothInnerRetina(stack, geometry);
}

function swell(stack: LayerStack, plan: LesionPlan, { columns, nasalUm }: ScanGeometry): void {
  for (const { nasalUm: centre, halfWidthUm, gainUm } of plan.swellings) {
    for (const [name, gain] of Object.entries(gainUm) as [keyof typeof gainUm, number][]) {
      const { thicknessUm } = stack[name];
      for (let x = 0; x < columns; x++) {
        const t = ((nasalUm[x] as number) - centre) / halfWidthUm;
        thicknessUm[x] = (thicknessUm[x] as number) + gain * Math.exp(-(Math.abs(t) ** 2.4)) * (stack.retina[x] as number);
      }
    }
  }
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

/**
 * The retina's surface bridges small mounds and is pressed by large ones: the outer nuclear layer takes up the difference, and what it
 * cannot take the inner layers do.
 */
function smoothInnerRetina(stack: LayerStack, { columns, columnUm }: ScanGeometry): void {
  const raisedUm = Float32Array.from({ length: columns }, (_, x) => depositUm(stack, x) + (stack.srf.thicknessUm[x] as number));
  const bridgedUm = raisedUm.slice();
  gaussianBlur(bridgedUm, columns, 1, 140 / columnUm, 0);
  const inner = [stack.inl.thicknessUm, stack.ipl.thicknessUm, stack.gcl.thicknessUm];
  for (let x = 0; x < columns; x++) {
    const bridged = bridgedUm[x] as number;
    const onl = stack.onl.thicknessUm[x] as number;
    const wanted = onl + bridged - (raisedUm[x] as number) - 0.25 * Math.min(bridged, 100);
    const kept = Math.max(Math.min(onl, 20 + 0.15 * onl), wanted);
    stack.onl.thicknessUm[x] = kept;
    const innerUm = inner.reduce((sum, layer) => sum + (layer[x] as number), 0);
    const squeeze = 1 - Math.min(0.4, (kept - wanted) / Math.max(1, innerUm));
    for (const layer of inner) layer[x] = (layer[x] as number) * squeeze;
  }
}
