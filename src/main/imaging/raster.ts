// The pixel array that formats produce and imaging functions take.

export type RasterData = Uint8Array | Uint16Array | Float32Array;

/** Pixels in C order [row, column, channel]; rows grow with depth. */
export interface Raster<Data extends RasterData = RasterData> {
  readonly data: Data;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}
