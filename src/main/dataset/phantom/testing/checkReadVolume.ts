// Holds what a reader gives of a written phantom volume against the truth: eye, lengths, places, samples, layer lines, and whether the
// lines lie on their layers in the samples as read. For the test, and for the table of docs/reference/formats.md.

import type { StoredBscan, VolumeSeries } from '../../formats/volumeFormat.ts';
import { openVolumeFile } from '../../formats/volumes.ts';
import { type RenderedBscan, renderVolumeBscan, subjectOf, truthSurfaces } from '../volume/renderVolumeBscan.ts';
import type { VolumeOrder } from '../volume/volumeGeometry.ts';

export interface ReadCheck {
  readonly reader: string;
  readonly openMs: number;
  readonly firstBscanMs: number;
  readonly eyeIsRight: boolean;
  /** Relative to the truth, the worst axis; null where the file holds no length. */
  readonly spacingError: number | null;
  /** Distance of B-scan ends on the localizer from the truth; null where the file does not place them. */
  readonly placeErrorUm: number | null;
  /** Largest difference of samples from the truth, in grey levels. */
  readonly greyError: number;
  readonly lines: readonly string[];
  /** Rows. */
  readonly lineError: number | null;
  /** A-scans at which the inner limiting membrane is where the samples rise, and the pigment epithelium is where they are brightest. */
  readonly onLayer: { readonly hits: number; readonly of: number };
}

const everyColumn = 23;
const sideColumns = 8;

/**
 * @param indices B-scans to compare, of the truth
 * @param truthOf the truth of one B-scan, for whoever has it already
 */
export async function checkReadVolume(
  path: string,
  order: VolumeOrder,
  indices: readonly number[],
  truthOf: (index: number) => RenderedBscan = index => renderVolumeBscan(order, index),
): Promise<ReadCheck> {
  const started = performance.now();
  const { format, file } = await openVolumeFile(path);
  try {
    const series = file.series[0] as VolumeSeries;
    const openMs = performance.now() - started;
    await series.readBscan(0, 'display');
    const firstBscanMs = performance.now() - started;
    const { geometry } = subjectOf(order);
    const { header } = series;
    const { bscans, rows, columns, spacingUm } = geometry;
    if (header.shape.bscans !== bscans || header.shape.rows !== rows || header.shape.columns !== columns) {
      throw new Error(`${path}: expected ${bscans} × ${rows} × ${columns}, received ${JSON.stringify(header.shape)}`);
    }
    const [first, last] = [header.bscans[0]?.path, header.bscans.at(-1)?.path];
    // A .img file places nothing: its reader takes the order that the device has.
    const isTopDown = first && last ? first.start.yUm < last.start.yUm : format === 'zeissImg';
    const surfaces = await Promise.all(header.surfaces.map((_, index) => series.readSurface(index)));
    let greyError = 0;
    let lineError: number | null = null;
    const onLayer = { hits: 0, of: 0 };
    for (const index of indices) {
      const readIndex = isTopDown ? bscans - 1 - index : index;
      const truth = truthOf(index);
      const shown = await series.readBscan(readIndex, 'display');
      const stored = await series.readBscan(readIndex, 'stored');
      greyError = Math.max(greyError, sampleError(stored.data, shown.data, truth, header.intensity.display));
      const lines = new Map(
        header.surfaces.map(({ name }, i) => [
          name,
          (surfaces[i] as Float32Array).subarray(readIndex * columns, (readIndex + 1) * columns),
        ]),
      );
      for (const [i, name] of truthSurfaces.entries()) {
        const read = lines.get(name);
        if (read !== undefined) lineError = Math.max(lineError ?? 0, worst(read, truth.surfaces.subarray(i * columns, (i + 1) * columns)));
      }
      const known =
        lines.size === 0
          ? new Map(truthSurfaces.map((name, i) => [name as string, truth.surfaces.subarray(i * columns, (i + 1) * columns)]))
          : lines;
      countHits(onLayer, shown.data, known, columns, spacingUm.row);
    }
    return {
      ...{ reader: format, openMs, firstBscanMs },
      eyeIsRight: header.laterality === order.eye,
      spacingError: spacingError(header.spacingUm, spacingUm),
      placeErrorUm: placeError(series, order, isTopDown),
      ...{ greyError, lines: header.surfaces.map(({ name }) => name), lineError, onLayer },
    };
  } finally {
    await file.close();
  }
}

/** In grey levels. Where a device's display is known it is what is shown that counts, else what is stored; what was not scanned does not. */
function sampleError(stored: StoredBscan['data'], shown: Uint8Array, { grey, fine }: RenderedBscan, display: string): number {
  let difference: (at: number) => number;
  if (stored instanceof Float32Array && fine instanceof Float32Array) {
    const shownTruth = /HEYEX|9800/.test(display) ? heyexGrey(fine) : grey;
    const isShown = !/^linear/.test(display);
    difference = isShown
      ? at => (shown[at] as number) - (shownTruth[at] as number)
      : at => 255 * ((stored[at] as number) - (fine[at] as number));
  } else if (stored instanceof Uint16Array && fine instanceof Uint16Array) {
    difference = at => ((stored[at] as number) - (fine[at] as number)) / 257;
  } else difference = at => (stored[at] as number) - (grey[at] as number);
  let error = 0;
  for (let at = 0; at < stored.length; at++) {
    if (!Number.isNaN(stored[at] as number)) error = Math.max(error, Math.abs(difference(at)));
  }
  return error;
}

/** HEYEX's logarithm of linear power, as .e2e files are shown. */
function heyexGrey(power: Float32Array): Uint8Array {
  const full = Math.log1p(9800 * 0.41);
  return Uint8Array.from(power, value => Math.min(255, Math.round((255 * Math.log1p(9800 * 0.41 * value)) / full)));
}

function spacingError(read: VolumeSeries['header']['spacingUm'], truth: { bscan: number; row: number; column: number }): number | null {
  const errors = (['bscan', 'row', 'column'] as const).map(axis => {
    const length = read[axis];
    return length === null ? null : Math.abs(length.value / truth[axis] - 1);
  });
  return errors.includes(null) ? null : Math.max(...(errors as number[]));
}

function placeError({ header }: VolumeSeries, order: VolumeOrder, isTopDown: boolean): number | null {
  const { geometry } = subjectOf(order);
  const { bscans, columns, spacingUm } = geometry;
  let error = 0;
  for (const [i, { path }] of header.bscans.entries()) {
    if (path?.kind !== 'line') return null;
    const index = isTopDown ? bscans - 1 - i : i;
    const yUm = ((bscans - 1) / 2 - index) * spacingUm.bscan;
    const halfUm = ((columns - 1) / 2) * spacingUm.column;
    error = Math.max(
      error,
      Math.hypot(path.start.xUm + halfUm, path.start.yUm - yUm),
      Math.hypot(path.end.xUm - halfUm, path.end.yUm - yUm),
    );
  }
  return error;
}

function worst(read: Float32Array, truth: Float32Array): number {
  let error = 0;
  for (let x = 0; x < truth.length; x++) {
    const isGap = Number.isNaN(truth[x] as number);
    const isMissing = Number.isNaN(read[x] as number);
    // At the sides a B-scan that was registered was not scanned.
    const isAtSide = x < sideColumns || x >= truth.length - sideColumns;
    if (isMissing && (isGap || isAtSide)) continue;
    error = isGap || isMissing ? Number.POSITIVE_INFINITY : Math.max(error, Math.abs((read[x] as number) - (truth[x] as number)));
  }
  return error;
}

/** Adds to the count; A-scans in the disc or without lines do not count. */
function countHits(
  count: { hits: number; of: number },
  grey: Uint8Array,
  lines: Map<string, Float32Array>,
  columns: number,
  rowUm: number,
): void {
  const rows = grey.length / columns;
  const line = (name: string, x: number) => lines.get(name)?.[x] ?? Number.NaN;
  const mean = (x: number, from: number, to: number) => {
    let sum = 0;
    let n = 0;
    for (let c = Math.max(0, x - 4); c <= Math.min(columns - 1, x + 4); c++) {
      const shift = line('ILM', c) - line('ILM', x);
      for (let z = Math.max(0, Math.round(from + shift)); z < Math.min(rows, Math.round(to + shift)); z++) {
        sum += grey[z * columns + c] as number;
        n++;
      }
    }
    return n === 0 ? Number.NaN : sum / n;
  };
  for (let x = everyColumn; x < columns - everyColumn; x += everyColumn) {
    const [ilm, rpe, bm] = [line('ILM', x), line('RPE', x), line('BM', x)];
    const inner = line('OPL', x);
    if (![ilm, rpe, bm].every(Number.isFinite)) continue;
    count.of++;
    const thick = 12 / rowUm;
    const rises = mean(x, ilm + 1, ilm + thick) > 1.15 * mean(x, ilm - thick, ilm - 1);
    const onl = Number.isFinite(inner) ? mean(x, inner + thick, inner + 3 * thick) : mean(x, ilm - 5 * thick, ilm - thick);
    if (rises && mean(x, rpe, rpe + thick) > 1.1 * onl) count.hits++;
  }
}
