// Batches made ahead of the step by worker threads, in reused buffers. The same bytes for any number of workers and any
// prefetch, and from the middle of an epoch: what an image is depends on (seed, epoch, item) alone.
import { AppError } from '../../../shared/errors.ts';
import { programFile } from '../../programFile.ts';
import { createPlanner } from '../augment/planner.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { contextAddress } from '../tensorflow/contextAddress.ts';
import type { BatchUnit, BatchUnitReply, BatchWorkerData, LoaderConfig } from './batchUnit.ts';
import { epochOrder } from './epochOrder.ts';
import type { LoaderItem } from './loaderItem.ts';
import { allocatePixels } from './memoryCache.ts';
import { createWorkerPool } from './workerPool.ts';

export interface Batch {
  /** Place in the epoch, from 0. */
  readonly index: number;
  /** [batch] indices into the loader's items. */
  readonly indices: Int32Array;
  /** [batch, row, column, channel], valid until `release`. */
  readonly images: Float32Array;
  /** [batch] class indices; −1 without a label. */
  readonly labels: Int32Array;
  /** Images in this batch; the last one may be short. */
  readonly count: number;
  /** Gives the buffer back. Without it the loader runs dry. */
  release(): void;
}

export interface BatchLoader {
  /**
   * The batches of one epoch in order. `training` shuffles and augments; otherwise items come as listed. `fromBatch` leaves
   * out the first ones, `order` replaces the sampler. One epoch at a time; buffers return to the loader when it ends.
   * Errors: `unreadableFile` and others with the file's name; `conflict`; `interrupted` after `close` or the signal.
   */
  batches(options: { epoch: number; training: boolean; fromBatch?: number; order?: Int32Array }): AsyncGenerator<Batch, void, void>;
  /** Batches of an epoch with the sampler's order. */
  batchCount(training: boolean): number;
  /** Where the images came from so far. `cacheProblem`: why the disk cache stopped writing, or null. */
  stats(): { decoded: number; fromDisk: number; cacheProblem: string | null };
  close(): Promise<void>;
}

export interface BatchLoaderOptions {
  readonly items: readonly LoaderItem[];
  readonly config: LoaderConfig;
  /** Decoded pixels are kept here too, for later epochs and runs. */
  readonly cacheFolder?: string | undefined;
  /** For decoded pixels; a quarter of what the system can give unless told. Never changes a result. */
  readonly cacheMemoryBytes?: number | undefined;
  /** Batches made ahead of the one in use. Never changes a result. */
  readonly prefetch?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Images that a worker makes before it reports: small enough to share a batch out, large enough to keep messages rare. */
const unitImages = 16;

/** Errors: `unknownName` and `usage` for wrong steps, augmentations or samplers. */
export function createBatchLoader(options: BatchLoaderOptions): BatchLoader {
  const { items, config, cacheFolder, prefetch = 3, signal } = options;
  const { batchSize, workers } = config.training;
  const pipeline = createPipeline(config);
  createPlanner(config); // wrong augmentations fail here, not in a worker
  const labels = Int32Array.from(items, item => item.label);
  const imageLength = pipeline.rows * pipeline.columns * pipeline.channels;
  const slots = Array.from({ length: prefetch + 1 }, () => new SharedArrayBuffer(4 * batchSize * imageLength));
  const current = new Int32Array(new SharedArrayBuffer(4 * workers)).fill(-1);
  const totals: { decoded: number; fromDisk: number; cacheProblem: string | null } = { decoded: 0, fromDisk: 0, cacheProblem: null };
  const pool = createWorkerPool<BatchUnit, BatchUnitReply>({
    url: programFile('batchWorker'),
    count: workers,
    workerData: {
      config,
      shared: allocatePixels(items.length, imageLength, options.cacheMemoryBytes ?? process.availableMemory() / 4),
      cacheFolder: cacheFolder ?? null,
      tensorflow: contextAddress(),
      slots,
      current: current.buffer as SharedArrayBuffer,
    } satisfies Omit<BatchWorkerData, 'workerIndex'>,
    blame: workerIndex => {
      const path = items[Atomics.load(current, workerIndex)]?.path;
      return path === undefined ? { text: 'between two images', details: {} } : { text: `while it worked on ${path}`, details: { path } };
    },
  });
  const abort = (): void => void close();
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  let isRunning = false;

  function countBatches(images: number, training: boolean): number {
    // Batch norm has no spread over one image: such a last batch is left out in training.
    const isLonely = training && images > 1 && images % batchSize === 1;
    return Math.ceil(images / batchSize) - (isLonely ? 1 : 0);
  }

  async function* batches(request: Parameters<BatchLoader['batches']>[0]): AsyncGenerator<Batch, void, void> {
    const { epoch, training, fromBatch = 0 } = request;
    if (isRunning) throw new AppError('conflict', 'Expected one epoch of a loader at a time, another one is still running. End it first.');
    const order = request.order ?? (training ? epochOrder(config.sampler, labels, config.seed, epoch) : Int32Array.from(items.keys()));
    const repeats = countRepeats(order, items.length);
    const total = countBatches(order.length, training);
    const free = slots.map((_, slot) => slot);
    const started = new Map<number, { slot: number; ready: Promise<unknown> }>();
    let next = fromBatch;
    const startAhead = (): void => {
      for (let slot = free.shift(); slot !== undefined; slot = free.shift()) {
        if (next >= total) return;
        const ready = makeBatch(next, slot);
        ready.catch(() => undefined); // reported when the batch is asked for
        started.set(next++, { slot, ready });
      }
    };
    isRunning = true;
    try {
      startAhead();
      for (let index = fromBatch; index < total; index++) {
        const batch = started.get(index);
        if (batch === undefined) {
          throw new AppError('conflict', `All ${slots.length} batch buffers are in use. Release a batch before asking for the next.`);
        }
        await batch.ready;
        started.delete(index);
        const indices = order.slice(index * batchSize, (index + 1) * batchSize);
        const count = indices.length;
        let isHeld = true;
        yield {
          index,
          indices,
          images: new Float32Array(slots[batch.slot] as SharedArrayBuffer, 0, count * imageLength),
          labels: indices.map(item => labels[item] as number),
          count,
          release: () => {
            if (!isHeld) return;
            isHeld = false;
            free.push(batch.slot);
            startAhead();
          },
        };
      }
    } finally {
      next = total;
      await Promise.allSettled([...started.values()].map(({ ready }) => ready));
      isRunning = false;
    }

    async function makeBatch(index: number, slot: number): Promise<void> {
      const first = index * batchSize;
      const last = Math.min(first + batchSize, order.length);
      const perUnit = Math.min(unitImages, Math.ceil(batchSize / workers));
      const parts: Promise<void>[] = [];
      for (let from = first; from < last; from += perUnit) {
        const images = Array.from({ length: Math.min(perUnit, last - from) }, (_, i) => {
          const itemIndex = order[from + i] as number;
          const item = items[itemIndex] as LoaderItem;
          return { position: from + i - first, index: itemIndex, repeat: repeats[from + i] as number, item };
        });
        parts.push(pool.run({ slot, epoch, isAugmented: training, images }).then(addToTotals));
      }
      await settleAll(parts);
    }
  }

  function addToTotals(reply: BatchUnitReply): void {
    totals.decoded += reply.decoded;
    totals.fromDisk += reply.fromDisk;
    totals.cacheProblem ??= reply.cacheProblem;
  }

  async function close(): Promise<void> {
    signal?.removeEventListener('abort', abort);
    await pool.close();
  }

  return { batches, batchCount: training => countBatches(items.length, training), stats: () => ({ ...totals }), close };
}

/** Waits for all, then throws the first failure in order: no part may still write when the buffer is used again. */
async function settleAll(parts: Promise<void>[]): Promise<void> {
  for (const result of await Promise.allSettled(parts)) if (result.status === 'rejected') throw result.reason;
}

/** For each place of the order, how often its item came before. */
function countRepeats(order: Int32Array, items: number): Int32Array {
  const seen = new Int32Array(items);
  return order.map(item => {
    const repeat = seen[item] as number;
    seen[item] = repeat + 1;
    return repeat;
  });
}
