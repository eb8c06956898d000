// The line-scanning ophthalmoscope's picture beside a Zeiss scan: rows of 664 grey samples without a header.
import type { Raster } from '../../../imaging/raster.ts';
import type { ByteSource } from '../byteSource.ts';

const rowSamples = 664;
const maxRows = 2048;

export interface Localizer {
  readonly rows: number;
  readonly columns: number;
  readonly picture: Raster<Uint8Array>;
}

/** Null where there is none, or it is no whole number of rows. `isTurned`: clockwise by a quarter. */
export async function openLocalizer(
  name: string,
  isTurned: boolean,
  sibling: (name: string) => Promise<ByteSource | null>,
): Promise<Localizer | null> {
  const source = await sibling(name);
  if (source === null) return null;
  try {
    const rows = source.sizeBytes / rowSamples;
    if (!Number.isInteger(rows) || rows < 1 || rows > maxRows) return null;
    const stored = new Uint8Array(await source.read(0, source.sizeBytes));
    return isTurned
      ? quarterTurn(stored, rows)
      : { rows, columns: rowSamples, picture: { data: stored, rows, columns: rowSamples, channels: 1 } };
  } finally {
    await source.close();
  }
}

function quarterTurn(stored: Uint8Array, storedRows: number): Localizer {
  const [rows, columns] = [rowSamples, storedRows];
  const data = new Uint8Array(stored.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      data[row * columns + column] = stored[(storedRows - 1 - column) * rowSamples + row] as number;
  }
  return { rows, columns, picture: { data, rows, columns, channels: 1 } };
}
