// The app's side of the interactive engine: starts the process when something is asked, again after it went idle or died.
import { AppError } from '../../../shared/errors.ts';
import { type EngineChild, type EngineCommand, type EngineExit, startEngineChild } from './engineChild.ts';
import {
  type InteractiveMethod,
  type InteractiveRequest,
  interactiveReplySchema,
  type ParamsOf,
  type Progress,
  parseResult,
  type ResultOf,
} from './interactiveProtocol.ts';

export interface InteractiveOptions extends EngineCommand {
  /** How long the process outlives the last answer; default 60,000. */
  idleMs?: number;
  /** Told of every process that ended, also where nothing was asked. */
  onExit?: (exit: EngineExit) => void;
}

export interface RequestOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
}

/** Errors of every request: those of the engine, `engineCrashed`, `outOfMemory`, `environment`; `interrupted` after the signal or `close`. */
export interface InteractiveClient {
  predict(params: ParamsOf<'predict'>, options?: RequestOptions): Promise<ResultOf<'predict'>>;
  explain(params: ParamsOf<'explain'>, options?: RequestOptions): Promise<ResultOf<'explain'>>;
  unlike(params: ParamsOf<'unlike'>, options?: RequestOptions): Promise<ResultOf<'unlike'>>;
  layers(params: ParamsOf<'layers'>, options?: RequestOptions): Promise<ResultOf<'layers'>>;
  /** Of the process at work; null while there is none. */
  readonly pid: number | null;
  /** Ends the process (it holds nothing that could be lost) and with it what is still open. */
  close(): Promise<void>;
}

interface OpenRequest {
  readonly message: InteractiveRequest;
  readonly onProgress: ((progress: Progress) => void) | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: AppError) => void;
  engine: EngineChild | null;
}

const advice = {
  crashed: 'Ask again: the next request starts a fresh engine.',
  outOfMemory: 'Close other programs or use a smaller network, then ask again.',
};

/** No process is started before the first request. */
export function openInteractiveEngine(options: InteractiveOptions = {}): InteractiveClient {
  const { idleMs = 60_000, onExit, ...command } = options;
  const open = new Map<number, OpenRequest>();
  /** All that live; `current` takes the next request. */
  const engines = new Set<EngineChild>();
  let current: EngineChild | null = null;
  let nextId = 0;
  let closed = false;

  function start(): EngineChild {
    const engine = startEngineChild({
      ...command,
      args: ['interactive', String(idleMs)],
      serialization: 'advanced',
      advice,
      onMessage: receive,
    });
    const retire = (): void => {
      if (current === engine) current = null;
    };
    engines.add(engine);
    engine.process.once('disconnect', retire);
    void engine.exited.then(exit => {
      retire();
      engines.delete(engine);
      for (const request of [...open.values()].filter(entry => entry.engine === engine)) {
        // An engine exits without an error only while idle: it has not seen this request.
        if (exit.error === null) deliver(request);
        else request.reject(exit.error);
      }
      onExit?.(exit);
    });
    return engine;
  }

  function deliver(request: OpenRequest): void {
    if (closed) return;
    current ??= start();
    request.engine = current;
    post(current, request.message);
  }

  function receive(message: unknown): boolean {
    const parsed = interactiveReplySchema.safeParse(message);
    if (!parsed.success) return false;
    const reply = parsed.data;
    const request = open.get(reply.id); // undefined where nobody waits any more
    if (reply.type === 'progress') request?.onProgress?.(reply.progress);
    else if (reply.type === 'error') request?.reject(AppError.fromJSON(reply.error));
    else request?.resolve(reply.result);
    return true;
  }

  async function ask<M extends InteractiveMethod>(method: M, params: ParamsOf<M>, options: RequestOptions = {}): Promise<ResultOf<M>> {
    const { signal, onProgress } = options;
    if (closed) throw wasClosed();
    if (signal?.aborted) throw wasCancelled();
    const id = nextId++;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const request: OpenRequest = { message: { id, method, params } as InteractiveRequest, onProgress, resolve, reject, engine: null };
    const cancel = (): void => {
      if (request.engine !== null) post(request.engine, { id, method: 'cancel' });
      reject(wasCancelled());
    };
    open.set(id, request);
    signal?.addEventListener('abort', cancel);
    try {
      deliver(request);
      return parseResult(method, await promise);
    } finally {
      open.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    predict: (params, requestOptions) => ask('predict', params, requestOptions),
    explain: (params, requestOptions) => ask('explain', params, requestOptions),
    unlike: (params, requestOptions) => ask('unlike', params, requestOptions),
    layers: (params, requestOptions) => ask('layers', params, requestOptions),
    get pid() {
      return current?.process.pid ?? null;
    },
    close: async () => {
      closed = true;
      for (const request of open.values()) request.reject(wasClosed());
      for (const engine of engines) engine.kill();
      await Promise.all([...engines].map(engine => engine.exited));
    },
  };
}

/** A channel that has just closed is no error here: the process's end decides what becomes of its requests. */
function post(engine: EngineChild, message: InteractiveRequest): void {
  engine.process.send(message, () => undefined);
}

const wasCancelled = () => new AppError('interrupted', 'The request was cancelled.');
const wasClosed = () => new AppError('interrupted', 'The engine was closed.');
