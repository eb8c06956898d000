// From a feature map's cells to the pixels of the image file, through the way the image was fitted to the network.
import type { NetworkSize, Placement } from '../../preprocess/step.ts';
import type { HeatMap } from './heatMap.ts';
import { type Places, sampleMap } from './sampleMap.ts';

/**
 * The map [cell row, cell column] on the image's grid [row, column]: bilinear between cell centres, as `upsampleMap`;
 * zero where the network did not look (cut off by a crop).
 */
export function mapToImage(map: HeatMap, network: NetworkSize, placement: Placement, rows: number, columns: number): HeatMap {
  return sampleMap(
    map,
    places(rows, network.rows, placement.rowScale, placement.rowOffset),
    places(columns, network.columns, placement.columnScale, placement.columnOffset),
  );
}

function places(pixels: number, networkPixels: number, scale: number, offset: number): Places {
  return Array.from({ length: pixels }, (_, pixel) => {
    const position = (pixel + 0.5) * scale + offset;
    return position < 0 || position > networkPixels ? null : position / networkPixels;
  });
}
