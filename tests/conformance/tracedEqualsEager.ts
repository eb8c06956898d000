// Each operation that the suite runs eagerly is also recorded, made a TensorFlow function and called. Both must agree in shape
// (as inferred before the call), dtype and values. A comparison is made once per operation, attributes, shapes and dtypes of the
// inputs, and values of the inputs that are constants in a trace.
import type { TFJSBinding } from '@tensorflow/tfjs-node-gpu/dist/tfjs_binding.js';
import { binding, withRecorder } from '../../src/main/engine/tensorflow/binding.ts';
import { capi, type Handle } from '../../src/main/engine/tensorflow/capi.ts';
import { TF_COMPLEX64, TF_FLOAT } from '../../src/main/engine/tensorflow/dtypes.ts';
import { deleteHandle, executeEager, handleShape } from '../../src/main/engine/tensorflow/eager.ts';
import { callAttributes, registerFunction, removeFunction } from '../../src/main/engine/tensorflow/functions.ts';
import { GraphRecorder } from '../../src/main/engine/tensorflow/graph.ts';
import { readHandle } from '../../src/main/engine/tensorflow/tensors.ts';
import { constantInputs, random, rounding, shapesFromValues, unspecifiedFrom } from './exceptions.ts';

type ExecuteOp = TFJSBinding['executeOp'];
type Attributes = Parameters<ExecuteOp>[1];
type Outputs = ReturnType<ExecuteOp>;
type Values = ReturnType<typeof readHandle>;

interface Input {
  handle: Handle;
  shape: number[];
  dtype: number;
  /** Values of an input that is a constant in a trace. */
  constant: Values | null;
}

export interface TracedReport {
  /** Different calls, per operation. */
  compared: Map<string, number>;
  /** Calls that the trace refused, per operation of `shapesFromValues`. */
  refused: Map<string, number>;
  /** Operation and what differs. */
  failures: { operation: string; message: string }[];
  elapsedMs: number;
}

/** Compares every operation that the binding executes from now on; the caller still gets the eager result. */
export function compareTraced(): TracedReport {
  const report: TracedReport = { compared: new Map(), refused: new Map(), failures: [], elapsedMs: 0 };
  const execute = binding.executeOp;
  const seen = new Set<string>();
  binding.executeOp = (operation, attributes, inputIds, outputCount) => {
    const eager = attempt(() => execute(operation, attributes, inputIds, outputCount));
    const startMs = performance.now();
    const inputs = inputIds.map(id => describe(operation, id));
    const signature = JSON.stringify([operation, attributes, inputs.map(({ shape, dtype, constant }) => [shape, dtype, text(constant)])]);
    if (!seen.has(signature)) {
      seen.add(signature);
      const differs = difference(operation, eager, traced(execute, operation, attributes, inputs, outputCount));
      if (differs === 'refused') count(report.refused, operation);
      else count(report.compared, operation);
      if (differs !== null && differs !== 'refused') report.failures.push({ operation, message: `${differs}\n  ${signature}` });
    }
    report.elapsedMs += performance.now() - startMs;
    if ('error' in eager) throw eager.error;
    return eager.result;
  };
  return report;
}

type Attempt<T> = { result: T } | { error: unknown };

function attempt<T>(body: () => T): Attempt<T> {
  try {
    return { result: body() };
  } catch (error) {
    return { error };
  }
}

function describe(operation: string, id: number): Input {
  const dtype: number = capi().TFE_TensorHandleDataType(id);
  const isInput = (dtype === TF_FLOAT || dtype === TF_COMPLEX64) && !(operation in constantInputs);
  return { handle: id, shape: handleShape(id), dtype, constant: isInput ? null : readHandle(id) };
}

const text = (values: Values | null): string => (values === null ? '' : Array.from(values, String).join());

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

interface TracedResult {
  inferred: { shape: number[]; dtype: number }[];
  outputs: { shape: number[]; dtype: number; values: Values }[];
}

let functions = 0;

/** The operation recorded and called as a function of its float inputs. */
function traced(
  execute: ExecuteOp,
  operation: string,
  attributes: Attributes,
  inputs: Input[],
  outputCount: number,
): Attempt<TracedResult> {
  const recorder = new GraphRecorder();
  const results: Handle[] = [];
  let name = '';
  try {
    const inferred = withRecorder(recorder, () => {
      const ids = inputs.map(({ shape, dtype, constant }) =>
        constant === null ? recorder.input(shape, dtype, 'x').id : binding.createTensor(shape, dtype, constant as Float32Array),
      );
      return execute(operation, attributes, ids, outputCount);
    });
    name = registerFunction(
      recorder,
      `compared_${functions++}`,
      inferred.map(({ id }) => recorder.symbol(id)),
    );
    const types = { inputs: recorder.inputs.map(({ dtype }) => dtype), outputs: inferred.map(({ dtype }) => dtype) };
    const given = inputs.filter(({ constant }) => constant === null).map(({ handle }) => handle);
    results.push(
      ...executeEager('StatefulPartitionedCall', callAttributes(name, types.inputs, types.outputs, 'fp32'), given, inferred.length),
    );
    const outputs = results.map(handle => ({
      shape: handleShape(handle),
      dtype: capi().TFE_TensorHandleDataType(handle) as number,
      values: readHandle(handle),
    }));
    return { result: { inferred, outputs } };
  } catch (error) {
    return { error };
  } finally {
    for (const handle of results) deleteHandle(handle);
    if (name !== '') removeFunction(name);
    recorder.dispose();
  }
}

/** What differs, null for nothing, or 'refused' for an operation that a trace rightly refuses. */
function difference(operation: string, eager: Attempt<Outputs>, traced: Attempt<TracedResult>): string | null {
  if ('error' in eager) return 'error' in traced ? null : `fails eagerly (${eager.error}), but not traced`;
  if ('error' in traced) {
    const isRefusal = operation in shapesFromValues && String(traced.error).includes('depends on values');
    return isRefusal ? 'refused' : `runs eagerly, but traced: ${traced.error}`;
  }
  for (const [i, expected] of eager.result.entries()) {
    const inferred = traced.result.inferred[i];
    const received = traced.result.outputs[i];
    if (inferred === undefined || received === undefined) return `has no output ${i} when traced`;
    for (const [when, { shape, dtype }] of Object.entries({ inferred, received })) {
      if (shape.join() !== expected.shape.join()) return `output ${i}: expected shape [${expected.shape}], ${when} [${shape}]`;
      if (dtype !== expected.dtype) return `output ${i}: expected dtype ${expected.dtype}, ${when} ${dtype}`;
    }
    if (operation in random || i >= (unspecifiedFrom[operation] ?? Number.POSITIVE_INFINITY)) continue;
    const differs = firstDifference(readHandle(expected.id), received.values, operation in rounding ? 1e-6 : 0);
    if (differs !== null) return `output ${i}: ${differs}`;
  }
  return null;
}

function firstDifference(expected: Values, received: Values, tolerance: number): string | null {
  for (const [i, value] of expected.entries()) {
    const other = received[i];
    const isEqual =
      value instanceof Uint8Array
        ? other instanceof Uint8Array && Buffer.compare(value, other) === 0
        : Object.is(value, other) || (tolerance > 0 && Math.abs(Number(value) - Number(other)) <= tolerance * Math.abs(Number(value)));
    if (!isEqual) return `expected ${value} at ${i}, received ${other}`;
  }
  return null;
}
