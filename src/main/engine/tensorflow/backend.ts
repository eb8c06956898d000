// Makes libtensorflow the backend of tfjs, with our binding underneath tfjs-node's kernels.
import { binding, currentRecorder, withRecorder } from './binding.ts';
import { type KernelLayer, makeKernelLayer, tf } from './tfjs.ts';

let backend: KernelLayer | undefined;

/** The tfjs backend; registered at the first call. Call before any tfjs operation. */
export function tensorflowBackend(): KernelLayer {
  if (backend !== undefined) return backend;
  const made = makeKernelLayer(binding);
  captureFromOutsideOfTraces(made);
  tf.registerBackend('tensorflow', () => made, 3);
  tf.setBackend('tensorflow');
  backend = made;
  return made;
}

/**
 * A tensor from outside a trace enters it as a captured input. tfjs uploads values at their first use, so a tensor made
 * before the trace but first used inside it is uploaded eagerly here; recorded as a constant it would be lost with the trace.
 */
function captureFromOutsideOfTraces(target: KernelLayer): void {
  const madeIn = new WeakMap<object, object>();
  const move = target.move.bind(target);
  target.move = (dataId, values, shape, dtype, refCount) => {
    const recorder = currentRecorder();
    if (recorder !== null) madeIn.set(dataId, recorder);
    move(dataId, values, shape, dtype, refCount);
  };
  const inputIds = target.getInputTensorIds.bind(target);
  target.getInputTensorIds = tensors => {
    const recorder = currentRecorder();
    if (recorder === null) return inputIds(tensors);
    return tensors.flatMap(tensor => {
      if (!('dataId' in tensor)) return inputIds([tensor]);
      const dataId = tensor.dataId as object;
      const { id, shape, dtype, values } = target.tensorMap.get(dataId);
      const isSymbolic = id < -1;
      if (isSymbolic || (values !== null && madeIn.get(dataId) === recorder)) return inputIds([tensor]);
      return withRecorder(null, () => inputIds([tensor])).map(handle => recorder.capture(handle, shape, dtype).id);
    });
  };
}
