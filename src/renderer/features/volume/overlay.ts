// What is laid over a volume: a mask of labels, or a map such as Grad-CAM, [bscan, row, column], from a NIfTI file of the same shape.
import { AppError } from '../../../shared/errors.ts';
import { classColour } from '../../ui/classColours.ts';
import { writeHeatColor } from '../../ui/inferno.ts';
import type { VoxelShape } from './displayNifti.ts';
import { gunzipped, readNifti } from './readNifti.ts';

export interface VolumeOverlay {
  name: string;
  kind: 'labels' | 'map';
  /** Labels as stored; a map as 0–255 of its scale. */
  data: Uint8Array;
  /** Labels that are there, from 1 on. */
  labels: readonly number[];
  /** Top of a map's scale in its own numbers. */
  maximum: number;
}

const labelNames = ['IRF', 'SRF', 'PED', 'Drusen', 'CNV'];

export function labelName(label: number): string {
  return labelNames[label - 1] ?? `Label ${label}`;
}

const allNames = Array.from({ length: 255 }, (_, i) => labelName(i + 1));

export function labelColour(label: number): string {
  return classColour(labelName(label), allNames);
}

/** Errors: `unreadableFile`; `badInput` where its shape is another one. */
export async function readOverlay(file: File, shape: VoxelShape): Promise<VolumeOverlay> {
  const bytes = await gunzipped(new Uint8Array(await file.arrayBuffer()), file.name);
  const volume = readNifti(bytes, file.name);
  const words = ({ columns, rows, bscans }: VoxelShape) => `${columns} × ${rows} × ${bscans}`;
  if (words(volume.shape) !== words(shape)) {
    throw new AppError(
      'badInput',
      `${file.name}: expected ${words(shape)} samples, as this volume has, received ${words(volume.shape)}. Choose the mask of this volume.`,
    );
  }
  return overlayOf(file.name, volume.data);
}

function overlayOf(name: string, samples: ArrayLike<number> & Iterable<number>): VolumeOverlay {
  let maximum = 0;
  let isWhole = true;
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] as number;
    if (value > maximum) maximum = value;
    if (isWhole && (!Number.isInteger(value) || value < 0)) isWhole = false;
  }
  if (isWhole && maximum <= 255) {
    const data = Uint8Array.from(samples);
    const seen = new Uint8Array(256);
    for (const label of data) seen[label] = 1;
    return { name, kind: 'labels', data, labels: [...seen.keys()].filter(label => label > 0 && seen[label] === 1), maximum };
  }
  const scale = maximum > 0 ? 255 / maximum : 0;
  const data = new Uint8Array(samples.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.max(0, Math.round((samples[i] as number) * scale));
  return { name, kind: 'map', data, labels: [], maximum };
}

/** RGBA of each of its 256 values; value 0 is clear. Labels at full strength, a map with its own ramp. */
export function overlayTable({ kind, labels }: VolumeOverlay): Uint8ClampedArray {
  const table = new Uint8ClampedArray(1024);
  if (kind === 'map') {
    for (let i = 1; i < 256; i++) writeHeatColor(table, 4 * i, i / 255);
    return table;
  }
  for (const label of labels) {
    const colour = Number.parseInt(labelColour(label).slice(1), 16);
    table.set([colour >> 16, (colour >> 8) & 255, colour & 255, 255], 4 * label);
  }
  return table;
}

/** Edges between samples of one label and anything else, as pairs of points x, y on the corners of samples. */
export function labelOutline(slice: Uint8Array, rows: number, columns: number, label: number): Float32Array {
  const points: number[] = [];
  const is = (row: number, column: number) =>
    row >= 0 && column >= 0 && row < rows && column < columns && slice[row * columns + column] === label;
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      if (is(row, column) !== is(row - 1, column)) points.push(column, row, column + 1, row);
      if (is(row, column) !== is(row, column - 1)) points.push(column, row, column, row + 1);
    }
  }
  return Float32Array.from(points);
}
