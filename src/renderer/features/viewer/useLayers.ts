// The pictures that the canvas puts together, painted anew only when their numbers or their window change.
import { useQueries } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Pixels } from '../../../shared/domain/pixels.ts';
import { type ScanAddress, scanQueries } from '../../client/queries/scans.ts';
import { type HeatGrid, useHeatPicture } from '../answer/index.ts';
import type { Layer } from './drawScan.ts';
import { type GreyWindow, paintFill, paintPixels } from './paintPixels.ts';
import { partsInView, type Size, type Viewport } from './viewport.ts';

/** Side of a part of a large image, in its pixels. */
const partPx = 1024;
/** Parts at once; a window that shows more of them shows them smaller than the whole picture does. */
const partsAtMost = 24;

export function useScanLayer(pixels: Pixels, { low, high }: GreyWindow): Layer {
  return useMemo(() => layerOf(pixels, paintPixels(pixels, { low, high })), [pixels, low, high]);
}

/** null for an image without border fill. */
export function useFillLayer(pixels: Pixels): Layer | null {
  return useMemo(() => {
    const { fill } = pixels;
    return fill?.includes(1) === true ? layerOf(pixels, paintFill(pixels, fill)) : null;
  }, [pixels]);
}

interface View {
  viewport: Viewport;
  canvas: Size;
  aspect: number;
  window: GreyWindow;
}

/** The parts of a large image in view at full size, once the zoom asks for more than the whole picture holds. */
export function useParts(address: ScanAddress, whole: Pixels, view: View): { layers: Layer[]; pixels: Pixels[] } {
  const { viewport, canvas, aspect } = view;
  const isNeeded = whole.factor > 1 && viewport.zoom * whole.factor > 1.2;
  const image = { width: whole.image.columns, height: whole.image.rows };
  const parts = isNeeded ? partsInView(viewport, image, canvas, aspect, partPx).slice(0, partsAtMost) : [];
  const results = useQueries({ queries: parts.map(part => scanQueries.part(address, part)) });
  const pixels = results.flatMap(({ data }) => data ?? []);
  return { pixels, layers: pixels.map(part => partLayer(part, view.window)) };
}

const painted = new WeakMap<Pixels, { key: string; layer: Layer }>();

function partLayer(part: Pixels, window: GreyWindow): Layer {
  const key = `${window.low} ${window.high}`;
  const known = painted.get(part);
  if (known?.key === key) return known.layer;
  const layer = layerOf(part, paintPixels(part, window));
  painted.set(part, { key, layer });
  return layer;
}

/** Laid over the whole image. */
export function useHeatLayer(grid: HeatGrid | null, { rows, columns }: { rows: number; columns: number }, scaleMax: number): Layer | null {
  const picture = useHeatPicture(grid, scaleMax);
  return useMemo(() => (picture === null ? null : { picture, row: 0, column: 0, rows, columns }), [picture, rows, columns]);
}

function layerOf(pixels: Pixels, rgba: Uint8ClampedArray<ArrayBuffer>): Layer {
  const { row, column, rows, columns, factor, image } = pixels;
  const picture = toCanvas(rgba, columns, rows);
  // The last block of a shrunk image may stand for fewer pixels than a whole one.
  const isWhole = factor > 1;
  return {
    picture,
    row,
    column,
    rows: isWhole ? rows * factor : Math.min(rows, image.rows),
    columns: isWhole ? columns * factor : columns,
  };
}

function toCanvas(rgba: Uint8ClampedArray<ArrayBuffer>, width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
  return canvas;
}
