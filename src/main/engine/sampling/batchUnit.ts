// What the loader tells its workers: once at the start, and for each part of a batch.
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import type { LoaderItem } from './loaderItem.ts';
import type { SharedPixels } from './memoryCache.ts';

/** What a loader reads of a run's configuration. */
export type LoaderConfig = Pick<RunConfig, 'input' | 'steps' | 'augment' | 'sampler' | 'seed'> & {
  training: Pick<RunConfig['training'], 'batchSize' | 'workers'>;
};

export interface BatchWorkerData {
  readonly workerIndex: number;
  readonly config: LoaderConfig;
  readonly shared: SharedPixels;
  readonly cacheFolder: string | null;
  /** Address of the process's TensorFlow context, for its JPEG decoder; null where there is none: sharp decodes the same pixels. */
  readonly tensorflow: number | null;
  /** The batch buffers, float32 [batch, row, column, channel] each. */
  readonly slots: readonly SharedArrayBuffer[];
  /** One Int32 per worker: the item it is at, for the message should it die. */
  readonly current: SharedArrayBuffer;
}

/** Some neighbouring images of one batch. */
export interface BatchUnit {
  readonly slot: number;
  readonly epoch: number;
  readonly isAugmented: boolean;
  readonly images: readonly { position: number; index: number; repeat: number; item: LoaderItem }[];
}

export interface BatchUnitReply {
  readonly decoded: number;
  readonly fromDisk: number;
  readonly cacheProblem: string | null;
}
