// A worker thread of the batch loader: file → prepared pixels (cached) → augmented floats, straight into the batch buffer.
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { toAppError } from '../../../shared/errors.ts';
import type { Raster } from '../../imaging/raster.ts';
import { emptyPlan } from '../augment/augmentation.ts';
import { createPlanner } from '../augment/planner.ts';
import { createRenderer } from '../augment/renderInput.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import type { BatchUnit, BatchUnitReply, BatchWorkerData } from './batchUnit.ts';
import { openDiskCache } from './diskCache.ts';
import { itemKey, type LoaderItem, readItem } from './loaderItem.ts';
import { openMemoryCache } from './memoryCache.ts';
import type { PoolMessage, PoolReply } from './workerPool.ts';

const { workerIndex, config, shared, cacheFolder, tensorflow, slots, current } = workerData as BatchWorkerData;
const pipeline = createPipeline(config);
const plan = createPlanner(config);
const render = createRenderer(pipeline);
const memory = openMemoryCache(shared, pipeline);
const disk = cacheFolder === null ? null : openDiskCache(join(cacheFolder, pipeline.cacheKey), pipeline);
const decoder = tensorflow === null ? undefined : (await import('./jpegDecoder.ts')).jpegDecoder(tensorflow);
const buffers = slots.map(slot => new Float32Array(slot));
const at = new Int32Array(current);
const imageLength = pipeline.rows * pipeline.columns * pipeline.channels;

/** Units are carried out one after another, in the order of their messages. */
let queue: Promise<void> = Promise.resolve();
parentPort?.on('message', ({ id, unit }: PoolMessage<BatchUnit>) => {
  queue = queue.then(async () => {
    let message: PoolReply<BatchUnitReply>;
    try {
      message = { id, reply: await makeImages(unit) };
    } catch (error) {
      message = { id, error: toAppError(error).toJSON() };
    }
    parentPort?.postMessage(message);
  });
});

async function makeImages({ slot, epoch, isAugmented, images }: BatchUnit): Promise<BatchUnitReply> {
  const counts = { decoded: 0, fromDisk: 0 };
  const unchanged = emptyPlan();
  for (const { position, index, repeat, item } of images) {
    Atomics.store(at, workerIndex, index);
    const raster = await prepared(index, item, counts);
    const how = isAugmented ? plan(epoch, itemKey(item), repeat) : unchanged;
    render(raster, how, buffers[slot] as Float32Array, position * imageLength);
  }
  Atomics.store(at, workerIndex, -1);
  return { ...counts, cacheProblem: disk?.problem ?? null };
}

async function prepared(
  index: number,
  item: LoaderItem,
  counts: { decoded: number; fromDisk: number },
): Promise<Raster<Uint8Array | Uint16Array>> {
  const known = memory.get(index);
  if (known !== null) return known;
  const stored = disk?.get(itemKey(item)) ?? null;
  if (stored !== null) {
    counts.fromDisk++;
    memory.put(index, stored);
    return stored;
  }
  const { raster } = await readItem(item, pipeline, { decoder });
  counts.decoded++;
  memory.put(index, raster);
  disk?.put(itemKey(item), raster);
  return raster;
}
