// Damages a file in seeded ways and reads whatever comes out of it: an AppError or a valid volume is right, anything else is a defect.
import { volumeHeaderSchema } from '../../../../shared/domain/volume.ts';
import { AppError } from '../../../../shared/errors.ts';
import { randomGenerator } from '../../../../shared/random.ts';
import { bytesInMemory } from '../byteSource.ts';
import type { FuzzTarget } from './fuzzTargets.ts';

export interface Mutation {
  readonly what: string;
  readonly bytes: Uint8Array;
}

/** B-scans of one damaged file that are read; a header may claim thousands. */
const readBscans = 8;
/** Where most of what a header says stands: half of the flips fall here. */
const headBytes = 2048;

/** `cuts` truncations spread evenly over the file, then `flips` files with one to four bytes changed. */
export function* mutations(bytes: Uint8Array, { cuts, flips, seed }: { cuts: number; flips: number; seed: number }): Generator<Mutation> {
  for (let i = 0; i < cuts; i++) {
    const length = Math.floor((bytes.length * i) / cuts);
    yield { what: `cut to ${length} bytes`, bytes: bytes.slice(0, length) };
  }
  for (let i = 0; i < flips; i++) {
    const random = randomGenerator(seed, 'flip', i);
    const changed = new Uint8Array(bytes);
    const places = Array.from({ length: 1 + (i % 4) }, () =>
      random.integer(i % 2 === 0 ? Math.min(headBytes, bytes.length) : bytes.length),
    );
    for (const place of places) changed[place] = (changed[place] as number) ^ (1 + random.integer(255));
    yield { what: `flip ${i} at ${places.join(', ')}`, bytes: changed };
  }
}

/** `volume`, an AppError's code, or `defect: …`. Reads B-scans stored and shown, localizer and layer lines of every series. */
export async function readDamaged({ format, name, beside }: FuzzTarget, bytes: Uint8Array): Promise<string> {
  try {
    const isSniffed = format.sniff({ head: bytes.subarray(0, 4096), sizeBytes: bytes.length, name });
    if (!isSniffed) return 'not recognised';
    const others = (await beside?.()) ?? {};
    const sibling = async (wanted: string) => (others[wanted] === undefined ? null : bytesInMemory(others[wanted], wanted));
    const file = await format.open(bytesInMemory(bytes, name), format.params.parse({}), { sibling });
    for (const series of file.series) {
      const header = volumeHeaderSchema.parse(series.header);
      const { bscans, rows, columns, channels } = header.shape;
      for (let i = 0; i < Math.min(bscans, readBscans); i++) {
        const stored = await series.readBscan(i, 'stored');
        const shown = await series.readBscan(i, 'display');
        const isWhole = stored.data.length === rows * columns * channels && shown.data.length === rows * columns;
        if (!isWhole) return `defect: B-scan ${i} has ${stored.data.length} samples`;
      }
      await series.readLocalizer();
      for (const i of header.surfaces.keys()) await series.readSurface(i);
    }
    await file.close();
    return 'volume';
  } catch (error) {
    if (error instanceof AppError && error.code !== 'internal') return error.code;
    return `defect: ${error instanceof Error ? (error.stack ?? error.message).split('\n').slice(0, 3).join(' ') : String(error)}`;
  }
}
