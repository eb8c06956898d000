// Colour maps of 256 entries, equal to matplotlib's tables (CC0, resources/colormaps), and the opacity of heat maps.
// Perceptually uniform and readable for colour-blind eyes: inferno for attribution, viridis for probability and thickness.
import inferno from '../../../resources/colormaps/inferno.json' with { type: 'json' };
import viridis from '../../../resources/colormaps/viridis.json' with { type: 'json' };

/** [entry, channel]: 256 × red, green, blue. */
export type ColorMap = Uint8Array;

export const colorMaps = { inferno: parse(inferno.colors), viridis: parse(viridis.colors) } as const satisfies Record<string, ColorMap>;
export type ColorMapName = keyof typeof colorMaps;

/** Share of the scale below which a heat map is not painted, and its opacity at the top. */
export const heatFloor = 0.2;
export const heatOpacity = 0.6;

/** Entry of a colour map for a share of its scale; outside 0–1 the ends hold. */
export function colorIndex(share: number): number {
  return Math.min(255, Math.max(0, Math.round(255 * share)));
}

/** Opacity of a heat map at a share of its scale: 0 up to 0.2, then straight to 0.6 at 1, so that low attribution hides nothing. */
export function heatAlpha(share: number): number {
  return heatOpacity * Math.min(1, Math.max(0, (share - heatFloor) / (1 - heatFloor)));
}

function parse(rows: readonly string[]): ColorMap {
  return Uint8Array.from(rows.join('').match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
