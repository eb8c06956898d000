// trace(step): a function over tensors recorded once per input shape as one TensorFlow function and run off the event loop.
// Why and how: docs/decisions/0002-traced-steps.md.
import { AppError } from '../../../shared/errors.ts';
import { tensorflowBackend } from './backend.ts';
import { withRecorder } from './binding.ts';
import type { Handle } from './capi.ts';
import { TF_FLOAT, TF_INT32 } from './dtypes.ts';
import { createHandle, deleteHandle, executeEagerAsync } from './eager.ts';
import { engineQueue } from './engineQueue.ts';
import { callAttributes, registerFunction, removeFunction } from './functions.ts';
import { GraphRecorder, type Symbolic } from './graph.ts';
import { readHandle } from './tensors.ts';
import { type Tensor, tf } from './tfjs.ts';

/** A value passed into a traced step, in C order. */
export interface StepInput {
  data: Float32Array | Int32Array;
  shape: readonly number[];
}

/** A value that came out of a step. */
export interface StepOutput {
  data: Float32Array | Int32Array;
  shape: readonly number[];
}

export type Step<In extends string, Out extends string> = (inputs: Record<In, Tensor>) => Record<Out, Tensor>;

export interface TraceOptions {
  /** Shown in logs and in TensorFlow's own messages. */
  name: string;
  precision?: 'fp32' | 'bf16';
  /** Told once per new input shape: tracing and TensorFlow's optimisation take a moment. */
  onTrace?: (info: { name: string; shapes: Record<string, readonly number[]>; operations: number; elapsedMs: number }) => void;
}

interface Traced {
  functionName: string;
  inputNames: string[];
  outputNames: string[];
  outputs: Pick<Symbolic, 'shape' | 'dtype'>[];
  inputTypes: number[];
  captures: Handle[];
}

let traces = 0;

export class TracedStep<In extends string, Out extends string> {
  private readonly cache = new Map<string, Traced>();
  private readonly step: Step<In, Out>;
  private readonly options: TraceOptions;

  constructor(step: Step<In, Out>, options: TraceOptions) {
    this.step = step;
    this.options = options;
  }

  /**
   * Runs the step. A non-finite value at a guard fails the step before any update and names the tensor it began in.
   * Errors: `nonFinite`, `outOfMemory`, `engine`.
   */
  run(inputs: Record<In, StepInput>): Promise<Record<Out, StepOutput>> {
    return engineQueue.run(async () => {
      const traced = this.traced(inputs);
      try {
        return await execute<In, Out>(traced, inputs, this.options.precision ?? 'fp32');
      } catch (error) {
        if (isNumericFailure(error)) throw await this.explainNonFinite(inputs, error);
        throw error;
      }
    });
  }

  /** How many input shapes have been traced. */
  get traceCount(): number {
    return this.cache.size;
  }

  dispose(): void {
    for (const traced of this.cache.values()) release(traced);
    this.cache.clear();
  }

  private traced(inputs: Record<In, StepInput>): Traced {
    const key = Object.entries<StepInput>(inputs)
      .map(([name, input]) => `${name}:${dtypeOf(input)}[${input.shape}]`)
      .join(';');
    const known = this.cache.get(key);
    if (known !== undefined) return known;
    const startMs = performance.now();
    const { traced, operations } = record(this.step, inputs, this.options.name, false);
    this.cache.set(key, traced);
    this.options.onTrace?.({
      name: this.options.name,
      shapes: Object.fromEntries(Object.entries<StepInput>(inputs).map(([name, input]) => [name, input.shape])),
      operations,
      elapsedMs: performance.now() - startMs,
    });
    return traced;
  }

  /** Runs the same inputs once more with a check after every operation and without updates: the first check to fail names the tensor. */
  private async explainNonFinite(inputs: Record<In, StepInput>, cause: unknown): Promise<AppError> {
    const { traced } = record(this.step, inputs, this.options.name, true);
    let where = 'The same batch was finite when it was run again with a check after every operation.';
    const details: Record<string, unknown> = { step: this.options.name };
    try {
      await execute(traced, inputs, 'fp32');
    } catch (error) {
      const name = /(\S+) : Tensor had (NaN|Inf|-Inf)[^[]*/.exec(error instanceof Error ? error.message : '');
      if (name?.[1] !== undefined) {
        details.tensor = name[1];
        where = `The first tensor that was not finite is '${name[1]}'.`;
      }
    } finally {
      release(traced);
    }
    return new AppError(
      'nonFinite',
      `Expected finite values in '${this.options.name}', received NaN or infinity; nothing was updated. ${where} ` +
        'Lower the learning rate, use fp32, or check the inputs of this batch.',
      { cause, details },
    );
  }
}

/** Wraps a step for tracing. Nothing is recorded until the first run. */
export function trace<In extends string, Out extends string>(step: Step<In, Out>, options: TraceOptions): TracedStep<In, Out> {
  return new TracedStep(step, options);
}

/** Records `body` on a float input of this shape and throws the recording away: for shapes, and to make a model's variables. */
export function recordAndDiscard(inputShape: readonly number[], body: (x: Tensor) => Tensor): { shape: readonly number[] } {
  const backend = tensorflowBackend();
  const recorder = new GraphRecorder();
  let shape: readonly number[] = [];
  try {
    withRecorder(recorder, () =>
      tf.tidy(() => {
        const { id, dtype } = recorder.input(inputShape, TF_FLOAT, 'x');
        shape = body(backend.createOutputTensor({ id, shape: [...inputShape], dtype })).shape;
      }),
    );
    return { shape };
  } finally {
    for (const { handle } of recorder.captures) deleteHandle(handle);
    recorder.dispose();
  }
}

function record<In extends string, Out extends string>(
  step: Step<In, Out>,
  inputs: Record<In, StepInput>,
  name: string,
  checkNumerics: boolean,
): { traced: Traced; operations: number } {
  const backend = tensorflowBackend();
  const recorder = new GraphRecorder({ checkNumerics });
  const names = Object.keys(inputs) as In[];
  try {
    const outputNames: string[] = [];
    const outputs: Symbolic[] = [];
    withRecorder(recorder, () =>
      tf.tidy(() => {
        const symbols = {} as Record<In, Tensor>;
        for (const key of names) {
          const { id, shape, dtype } = recorder.input(inputs[key].shape, dtypeOf(inputs[key]), key);
          symbols[key] = backend.createOutputTensor({ id, shape, dtype });
        }
        const results = Object.entries<Tensor>(step(symbols));
        const ids = backend.getInputTensorIds(results.map(([, tensor]) => tensor));
        outputNames.push(...results.map(([key]) => key));
        outputs.push(...ids.map(id => recorder.symbol(id)));
        // Those that are kept would outlive the trace; one from outside of it is not ours.
        for (const [, tensor] of results) {
          if (!tensor.isDisposed && backend.tensorMap.get(tensor.dataId).id < 0) tensor.dispose();
        }
      }),
    );
    recorder.finishUpdates();
    const functionName = registerFunction(recorder, `${name.replaceAll(/[^A-Za-z0-9]/g, '_')}_${traces++}`, outputs);
    const traced: Traced = {
      functionName,
      inputNames: names,
      outputNames,
      outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype })),
      inputTypes: [...recorder.inputs, ...recorder.captures.map(capture => capture.symbol)].map(symbol => symbol.dtype),
      captures: recorder.captures.map(capture => capture.handle),
    };
    return { traced, operations: recorder.size };
  } catch (error) {
    for (const { handle } of recorder.captures) deleteHandle(handle);
    throw error;
  } finally {
    recorder.dispose();
  }
}

async function execute<In extends string, Out extends string>(
  traced: Traced,
  inputs: Record<In, StepInput>,
  precision: 'fp32' | 'bf16',
): Promise<Record<Out, StepOutput>> {
  const owned: Handle[] = [];
  try {
    for (const name of traced.inputNames) {
      const input = inputs[name as In];
      owned.push(createHandle(input.shape, dtypeOf(input), input.data));
    }
    const outputTypes = traced.outputs.map(output => output.dtype);
    const attributes = callAttributes(traced.functionName, traced.inputTypes, outputTypes, precision);
    const results = await executeEagerAsync('StatefulPartitionedCall', attributes, [...owned, ...traced.captures], traced.outputs.length);
    owned.push(...results);
    return Object.fromEntries(
      results.map((handle, i) => [
        traced.outputNames[i],
        { data: readHandle(handle) as Float32Array | Int32Array, shape: traced.outputs[i]?.shape ?? [] },
      ]),
    ) as Record<Out, StepOutput>;
  } finally {
    for (const handle of owned) deleteHandle(handle);
  }
}

function release(traced: Traced): void {
  for (const handle of traced.captures) deleteHandle(handle);
  removeFunction(traced.functionName);
}

function dtypeOf(input: StepInput): number {
  return input.data instanceof Float32Array ? TF_FLOAT : TF_INT32;
}

function isNumericFailure(error: unknown): boolean {
  return error instanceof AppError && error.code === 'engine' && /Tensor had (NaN|Inf|-Inf)/.test(error.message);
}
