// A heat map as a picture and as lines, painted anew only when its numbers or its scale change.
import { useMemo } from 'react';
import { contour, contourShares, type HeatGrid, paintHeat } from './paintHeat.ts';

/** On the map's own grid; null while there is none. */
export function useHeatPicture(grid: HeatGrid | null, scaleMax: number): OffscreenCanvas | null {
  return useMemo(() => {
    if (grid === null || scaleMax <= 0) return null;
    const canvas = new OffscreenCanvas(grid.columns, grid.rows);
    canvas.getContext('2d')?.putImageData(new ImageData(paintHeat(grid, scaleMax), grid.columns, grid.rows), 0, 0);
    return canvas;
  }, [grid, scaleMax]);
}

const none: Float32Array[] = [];

/** Lines at 50 and 80 % of the scale as pairs of points x, y in pixels of the image. */
export function useContours(
  grid: HeatGrid | null,
  image: { rows: number; columns: number },
  scaleMax: number,
  isOn: boolean,
): Float32Array[] {
  const { rows, columns } = image;
  return useMemo(() => {
    if (grid === null || scaleMax <= 0 || !isOn) return none;
    const [x, y] = [columns / grid.columns, rows / grid.rows];
    return contourShares.map(share => contour(grid, share * scaleMax).map((value, i) => value * (i % 2 === 0 ? x : y)));
  }, [grid, rows, columns, scaleMax, isOn]);
}
