// The small volume that every format's test writes and reads back. No two of its sizes are equal and no mirror image of it equals
// it: a bright corner, a disc on the nasal side, layer lines that climb along both axes.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { Raster } from '../../../imaging/raster.ts';
import type { WritableShape, WritableSurface, WritableVolume } from '../writers/writableVolume.ts';

export type PhantomShape = WritableShape;
/** First B-scan inferior, each from left to right; the localizer has a bright mark at its upper left and the disc on the nasal side. */
export type AsymmetricPhantom = WritableVolume & { readonly laterality: Laterality };

export const phantomShape: PhantomShape = { bscans: 5, rows: 64, columns: 48 };
/** Columns without a BM, at the end of every B-scan. */
export const phantomGapColumns = 4;

/** The phantom of one eye; `shape` for tests at full size. */
export function asymmetricPhantom(laterality: Laterality, shape: PhantomShape = phantomShape): AsymmetricPhantom {
  const { bscans, rows, columns } = shape;
  const spacingUm = { bscan: 120, row: 3.87, column: 12 };
  const surfaces = [surface('ILM', shape, 0.2), surface('RPE', shape, 0.55), surface('BM', shape, 0.65, phantomGapColumns)];
  const grey = new Uint8Array(bscans * rows * columns);
  for (let bscan = 0, at = 0; bscan < bscans; bscan++) {
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++, at++) grey[at] = greyAt(surfaces, laterality, shape, bscan, row, column);
    }
  }
  const halfWidthUm = ((columns - 1) * spacingUm.column) / 2;
  const firstYUm = ((bscans - 1) * spacingUm.bscan) / 2;
  return {
    laterality,
    shape,
    grey,
    spacingUm,
    paths: Array.from({ length: bscans }, (_, bscan) => {
      const yUm = firstYUm - bscan * spacingUm.bscan;
      return { kind: 'line', start: { xUm: -halfWidthUm, yUm }, end: { xUm: halfWidthUm, yUm } };
    }),
    surfaces,
    localizer: localizerOf(laterality),
    localizerSpacingUm: 16,
    quality: Array.from({ length: bscans }, (_, bscan) => 20 + bscan / 2),
    averaged: Array.from({ length: bscans }, (_, bscan) => 9 + bscan),
    acquiredAt: '2021-03-04T05:06:07Z',
    patient: { identifier: 'P-4711', name: 'Phantom, Ada', birthDate: '1950-02-03', sex: 'F' },
  };
}

/** Climbs with the B-scan and the column, so that any flip or shift moves it by more than half a pixel. */
function surface(name: string, { bscans, rows, columns }: PhantomShape, depth: number, gap = 0): WritableSurface {
  const heights = new Float32Array(bscans * columns);
  for (let bscan = 0; bscan < bscans; bscan++) {
    for (let column = 0; column < columns; column++) {
      const height = depth * rows + (0.1 * rows * bscan) / bscans + (0.12 * rows * column) / columns;
      heights[bscan * columns + column] = column >= columns - gap ? Number.NaN : height;
    }
  }
  return { name, heights };
}

function greyAt(
  surfaces: readonly WritableSurface[],
  laterality: Laterality,
  { bscans, rows, columns }: PhantomShape,
  bscan: number,
  row: number,
  column: number,
): number {
  if (bscan === 0 && row < rows / 8 && column < columns / 6) return 255;
  const [ilm, rpe] = surfaces.map(({ heights }) => heights[bscan * columns + column] as number) as [number, number];
  const texture = (3 * bscan + 5 * row + 7 * column) % 24;
  if (row < ilm) return texture;
  const isDisc = bscan === bscans >> 1 && (laterality === 'OD' ? column > columns * 0.8 : column < columns * 0.2);
  if (isDisc) return 40 + texture;
  return row < rpe ? 130 + texture : 80 + texture;
}

function localizerOf(laterality: Laterality): Raster<Uint8Array> {
  const rows = 60;
  const columns = 72;
  const disc = laterality === 'OD' ? 58 : 13;
  const data = Uint8Array.from({ length: rows * columns }, (_, i) => {
    const row = Math.floor(i / columns);
    const column = i % columns;
    if (row < 8 && column < 12) return 255;
    if (Math.hypot(row - 30, column - disc) < 9) return 200;
    return 40 + ((row + 2 * column) % 60);
  });
  return { data, rows, columns, channels: 1 };
}
