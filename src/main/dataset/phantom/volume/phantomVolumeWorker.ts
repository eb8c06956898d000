// Worker thread of makeVolume: renders one B-scan of a phantom volume.
import { serveTasks } from '../../workerPool.ts';
import { type RenderedBscan, renderVolumeBscan } from './renderVolumeBscan.ts';
import type { VolumeOrder } from './volumeGeometry.ts';

export interface BscanTask {
  order: VolumeOrder;
  index: number;
}

serveTasks<BscanTask, RenderedBscan>(async ({ order, index }) => renderVolumeBscan(order, index));
