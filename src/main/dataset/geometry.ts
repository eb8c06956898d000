// Where the samples of a volume lie in millimetres, for NIfTI, MetaImage and NiiVue: column → x, row → y, B-scan → z. Rows grow with
// depth and y grows upwards, so y falls as the row grows; no sample is ever moved. The middle of the volume is the origin.
import type { Length, SpacingUm, VolumeHeader } from '../../shared/domain/volume.ts';

/** Three rows of four: [x, y, z] = affine · [column, row, bscan, 1], in mm. */
export type Affine = readonly (readonly [number, number, number, number])[];

type Shape = Pick<VolumeHeader['shape'], 'bscans' | 'rows' | 'columns'>;

/** An unknown spacing counts 1: then the file says that its unit is unknown (`hasUnit`). */
export function volumeAffine(shape: Shape, spacingUm: SpacingUm): Affine {
  const [dx, dy, dz] = spacingMm(spacingUm);
  return [
    [dx, 0, 0, (-dx * (shape.columns - 1)) / 2],
    [0, -dy, 0, (dy * (shape.rows - 1)) / 2],
    [0, 0, dz, (-dz * (shape.bscans - 1)) / 2],
  ];
}

/** [column, row, bscan] in mm; 1 where unknown. */
export function spacingMm({ column, row, bscan }: SpacingUm): [number, number, number] {
  return [column, row, bscan].map(length => (length === null ? 1 : length.value / 1000)) as [number, number, number];
}

/** Whether any spacing is known, so that the unit is millimetres. */
export function hasUnit({ column, row, bscan }: SpacingUm): boolean {
  return column !== null || row !== null || bscan !== null;
}

/** Lengths of an affine's columns: [column, row, bscan] in the affine's unit. */
export function affineSpacing(affine: Affine): [number, number, number] {
  return [0, 1, 2].map(axis => Math.hypot(...affine.map(row => row[axis] as number))) as [number, number, number];
}

/** Index → world. */
export function worldOf(affine: Affine, [column, row, bscan]: readonly [number, number, number]): [number, number, number] {
  return affine.map(([a, b, c, d]) => a * column + b * row + c * bscan + d) as [number, number, number];
}

/** World → index, for an affine that can be inverted. */
export function indexOf(affine: Affine, world: readonly [number, number, number]): [number, number, number] {
  const m = affine.map(row => row.slice(0, 3)) as number[][];
  const at = (row: number, column: number) => (m[row % 3] as number[])[column % 3] as number;
  const minor = (row: number, column: number) =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
  const determinant = [0, 1, 2].reduce((sum, column) => sum + at(0, column) * minor(0, column), 0);
  const rest = world.map((value, axis) => value - ((affine[axis] as readonly number[])[3] as number));
  return [0, 1, 2].map(row => [0, 1, 2].reduce((sum, axis) => sum + minor(axis, row) * (rest[axis] as number), 0) / determinant) as [
    number,
    number,
    number,
  ];
}

/**
 * What an affine that another program wrote says against ours: null where columns run to +x, rows to −y and B-scans to +z. Samples stay
 * in stored order whatever it says.
 */
export function orientationWords(affine: Affine): string | null {
  const words = [0, 1, 2].map(axis => {
    const column = affine.map(row => row[axis] as number);
    const main = column.reduce((best, value, i) => (Math.abs(value) > Math.abs(column[best] as number) ? i : best), 0);
    return `${(column[main] as number) < 0 ? '−' : '+'}${'xyz'[main]}`;
  });
  return words.join(' ') === '+x −y +z' ? null : `columns run to ${words[0]}, rows to ${words[1]}, B-scans to ${words[2]}`;
}

/** A stored spacing in µm; null where it is no length. */
export function lengthUm(valueMm: number | undefined, source: Length['source'] = 'measured'): Length | null {
  if (valueMm === undefined || !Number.isFinite(valueMm) || valueMm <= 0) return null;
  // Twelve digits: 0.012 mm is 12 µm, not 12.000000000000002.
  return { value: Number((valueMm * 1000).toPrecision(12)), source };
}
