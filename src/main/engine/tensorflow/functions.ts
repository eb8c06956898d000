// TensorFlow functions made of recorded graphs: registered with the context, called by name through StatefulPartitionedCall.
import { functionAttribute, type OpAttribute, stringAttribute, typeAttribute } from './attributes.ts';
import { capi, type Handle } from './capi.ts';
import { deviceContext, functionConfig } from './context.ts';
import { type GraphRecorder, packOutputs, type Symbolic } from './graph.ts';
import { withStatus } from './status.ts';

/** Turns a recorded graph into a function known to the context; returns the name to call it by. */
export function registerFunction(recorder: GraphRecorder, name: string, outputs: readonly Symbolic[]): string {
  const api = capi();
  const inputs = [...recorder.inputs, ...recorder.captures.map(capture => capture.symbol)];
  const controls = BigUint64Array.from(recorder.controlOutputs.length > 0 ? recorder.controlOutputs : [0], BigInt);
  const handle: Handle = withStatus(`Building the function '${name}'`, status =>
    api.TF_GraphToFunctionWithControlOutputs(
      recorder.graph,
      name,
      0,
      -1,
      null,
      inputs.length,
      packOutputs(inputs),
      outputs.length,
      packOutputs(outputs),
      null,
      recorder.controlOutputs.length,
      controls,
      null,
      0,
      name,
      status,
    ),
  );
  try {
    withStatus(`Registering the function '${name}'`, status => api.TFE_ContextAddFunction(deviceContext().handle, handle, status));
  } finally {
    api.TF_DeleteFunction(handle);
  }
  return name;
}

/** Attributes of the StatefulPartitionedCall that runs a function. */
export function callAttributes(
  name: string,
  inputTypes: readonly number[],
  outputTypes: readonly number[],
  precision: 'fp32' | 'bf16',
): OpAttribute[] {
  return [
    typeAttribute('Tin', [...inputTypes]),
    typeAttribute('Tout', [...outputTypes]),
    functionAttribute('f', name),
    stringAttribute('config_proto', functionConfig(precision)),
    stringAttribute('config', ''),
    stringAttribute('executor_type', ''),
  ];
}

/** Forgets a function and frees it. Other functions are compiled again at their next call. */
export function removeFunction(name: string): void {
  const api = capi();
  const context = deviceContext().handle;
  withStatus(`Removing the function '${name}'`, status => api.TFE_ContextRemoveFunction(context, name, status));
  // The cached kernel that called the function would keep it, its graph and its constants for ever.
  api.TFE_ContextClearCaches(context);
}
