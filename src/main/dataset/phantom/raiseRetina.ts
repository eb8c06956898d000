// What the layers above do where something lies below them: fluid swells them, and their surface bridges what is small and is pressed by what
// is large.
import { gaussianBlur } from './gaussianBlur.ts';
import type { LayerStack } from './layerStack.ts';
import type { Swelling } from './lesionPlan.ts';

/** Thickens layers around a centre; `distance` of each A-scan from it, in half widths. Changes `stack` in place. */
export function swellLayers(stack: LayerStack, gainUm: Swelling['gainUm'], distance: (x: number) => number): void {
  for (const [name, gain] of Object.entries(gainUm) as [keyof typeof gainUm, number][]) {
    const { thicknessUm } = stack[name];
    for (let x = 0; x < thicknessUm.length; x++) {
      thicknessUm[x] = (thicknessUm[x] as number) + gain * Math.exp(-(distance(x) ** 2.4)) * (stack.retina[x] as number);
    }
  }
}

/**
 * `raisedUm`: what lies below, A-scan by A-scan; `reachUm`: standard deviation of the bridge. The outer nuclear layer takes up the
 * difference, and what it cannot take the inner layers do. Changes `stack` in place.
 */
export function bridgeInnerRetina(stack: LayerStack, raisedUm: Float32Array, reachUm: number, columnUm: number): void {
  const columns = raisedUm.length;
  const bridgedUm = raisedUm.slice();
  gaussianBlur(bridgedUm, columns, 1, reachUm / columnUm, 0);
  const inner = [stack.inl.thicknessUm, stack.ipl.thicknessUm, stack.gcl.thicknessUm];
  for (let x = 0; x < columns; x++) {
    const bridged = bridgedUm[x] as number;
    const onl = stack.onl.thicknessUm[x] as number;
    const wanted = onl + bridged - (raisedUm[x] as number) - 0.25 * Math.min(bridged, 100);
    const kept = Math.max(Math.min(onl, 20 + 0.15 * onl), wanted);
    const innerUm = inner.reduce((sum, layer) => sum + (layer[x] as number), 0);
    const squeeze = 1 - Math.min(0.4, (kept - wanted) / Math.max(1, innerUm));
    stack.onl.thicknessUm[x] = kept;
    for (const layer of inner) layer[x] = (layer[x] as number) * squeeze;
  }
}
