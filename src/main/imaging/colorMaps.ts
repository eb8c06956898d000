// Colour maps of 256 entries, equal to matplotlib's tables (CC0, resources/colormaps).
// Perceptually uniform and readable for colour-blind eyes: inferno for attribution, viridis for probability and thickness.
import inferno from '../../../resources/colormaps/inferno.json' with { type: 'json' };
import viridis from '../../../resources/colormaps/viridis.json' with { type: 'json' };

/** [entry, channel]: 256 × red, green, blue. */
export type ColorMap = Uint8Array;

export const colorMaps = { inferno: parse(inferno.colors), viridis: parse(viridis.colors) } as const satisfies Record<string, ColorMap>;
export type ColorMapName = keyof typeof colorMaps;

function parse(rows: readonly string[]): ColorMap {
  return Uint8Array.from(rows.join('').match(/../g) ?? [], pair => Number.parseInt(pair, 16));
}
