// Prepared pixels of many items in one shared block of memory, written by any worker and read by all.
import type { Raster } from '../../imaging/raster.ts';

/** What workers share; plain data, so that it travels to them as it is. */
export interface SharedPixels {
  readonly arena: SharedArrayBuffer;
  /** One Int32 per item: 0 unknown, −1 claimed or too late for a place, else 1 + 2 · block + (1 when 16 bit). */
  readonly entries: SharedArrayBuffer;
  /** One Int32: the first free block. */
  readonly cursor: SharedArrayBuffer;
}

/** Pixels lie at multiples of this, so that 31 bits address 64 GiB. */
const blockBytes = 64;

/** Space for `items` images of `imageBytes` (as 8 bit), at most `budgetBytes`. Memory is taken by the system as it is filled. */
export function allocatePixels(items: number, imageBytes: number, budgetBytes: number): SharedPixels {
  const wanted = items * blocksOf(2 * imageBytes) * blockBytes;
  return {
    arena: allocateUpTo(Math.min(wanted, budgetBytes, 2 ** 30 * blockBytes)),
    entries: new SharedArrayBuffer(items * 4),
    cursor: new SharedArrayBuffer(4),
  };
}

/** Half as much, and half of that, where the system refuses (strict overcommit): less cache is no reason to fail. */
function allocateUpTo(bytes: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(Math.floor(bytes / blockBytes) * blockBytes);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return allocateUpTo(bytes / 2);
  }
}

export interface MemoryCache {
  /** The item's pixels in place (do not write), or null. */
  get(item: number): Raster<Uint8Array | Uint16Array> | null;
  /** Keeps a copy while there is room; the first writer of an item wins. */
  put(item: number, raster: Raster<Uint8Array | Uint16Array>): void;
}

export function openMemoryCache(shared: SharedPixels, shape: { rows: number; columns: number; channels: number }): MemoryCache {
  const entries = new Int32Array(shared.entries);
  const cursor = new Int32Array(shared.cursor);
  const blocks = shared.arena.byteLength / blockBytes;
  const length = shape.rows * shape.columns * shape.channels;
  const { rows, columns, channels } = shape;
  const view = (place: number): Uint8Array | Uint16Array => {
    const offset = (place >> 1) * blockBytes;
    return place % 2 === 1 ? new Uint16Array(shared.arena, offset, length) : new Uint8Array(shared.arena, offset, length);
  };
  return {
    get: item => {
      const entry = Atomics.load(entries, item);
      return entry <= 0 ? null : { data: view(entry - 1), rows, columns, channels };
    },
    put: (item, { data }) => {
      if (Atomics.load(cursor, 0) >= blocks || Atomics.compareExchange(entries, item, 0, -1) !== 0) return;
      const needed = blocksOf(data.byteLength);
      const block = Atomics.add(cursor, 0, needed);
      if (block + needed > blocks) return;
      const place = 2 * block + (data instanceof Uint16Array ? 1 : 0);
      view(place).set(data);
      Atomics.store(entries, item, place + 1);
    },
  };
}

function blocksOf(bytes: number): number {
  return Math.ceil(bytes / blockBytes);
}
