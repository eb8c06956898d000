// How attribution becomes opacity, in pictures that the engine paints and in the window alike (UX §2.3).

/** Share of the scale below which a heat map is not painted, and its opacity at the top. */
export const heatFloor = 0.2;
export const heatOpacity = 0.6;

/** Entry of a colour map of 256 for a share of its scale; outside 0–1 the ends hold. */
export function colorIndex(share: number): number {
  return Math.min(255, Math.max(0, Math.round(255 * share)));
}

/** Opacity of a heat map at a share of its scale: 0 up to 0.2, then straight to 0.6 at 1, so that low attribution hides nothing. */
export function heatAlpha(share: number): number {
  return heatOpacity * Math.min(1, Math.max(0, (share - heatFloor) / (1 - heatFloor)));
}
