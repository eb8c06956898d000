// The one door to tfjs. Its packages are CommonJS and written for Node < 23, hence `require` and the two old util functions.
import { createRequire } from 'node:module';
import util from 'node:util';
import type * as Core from '@tensorflow/tfjs-core';
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';

const legacyUtil = util as unknown as Record<string, (value: unknown) => boolean>;
legacyUtil.isNullOrUndefined = value => value === null || value === undefined;
legacyUtil.isArray = Array.isArray;

const require = createRequire(import.meta.url);
export const tf: typeof Core = require('@tensorflow/tfjs-core');

/** The part of tfjs-node's backend that we use; some of it is marked private in its declarations. */
export interface KernelLayer extends Core.KernelBackend {
  tensorMap: { get(dataId: object): { shape: number[]; dtype: number; values: unknown; id: number } };
  move(dataId: object, values: Core.backend_util.BackendValues, shape: number[], dtype: Core.DataType, refCount: number): void;
  /** Ids of the tensors' values, uploading those that were not yet. */
  getInputTensorIds(tensors: readonly object[]): number[];
  /** A tensor over an id that the binding gave. */
  createOutputTensor(metadata: { id: number; shape: number[]; dtype: number }): Core.Tensor;
}

/** tfjs-node's kernel layer without its index, which would load the C++ addon. Registers every kernel. */
export function makeKernelLayer(binding: TFJSBinding): KernelLayer {
  const { NodeJSKernelBackend } = require('@tensorflow/tfjs-node-gpu/dist/nodejs_kernel_backend.js');
  require('@tensorflow/tfjs-node-gpu/dist/register_all_kernels.js');
  return new NodeJSKernelBackend(binding, '@tensorflow/tfjs-node-gpu');
}

export type { DataType, Tensor } from '@tensorflow/tfjs-core';
