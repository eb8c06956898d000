// The API for one window over messages instead of HTTP: queries, mutations, streams and subscriptions, each ended by either side.
import { callTRPCProcedure, getTRPCErrorFromUnknown, getTRPCErrorShape, isTrackedEnvelope } from '@trpc/server';
import type { AnswerMessage } from '../../shared/bridge.ts';
import { type CallMessage, callMessageSchema } from '../../shared/bridgeMessages.ts';
import { appRouter } from './router.ts';
import type { ApiContext } from './trpc.ts';

export interface CallSession {
  /** Takes what the window sent; what is no message of ours is left unanswered. */
  receive(message: unknown): void;
  /** Ends every call, as when the window is gone. */
  close(): void;
}

type Call = Extract<CallMessage, { kind: 'call' }>;

/** `send` may throw for what structured cloning refuses; the caller then learns that instead. */
export function openCallSession(api: ApiContext, send: (answer: AnswerMessage) => void): CallSession {
  const running = new Map<number, AbortController>();

  const run = async (call: Call, signal: AbortSignal): Promise<void> => {
    const { id, path, type, input } = call;
    const result: unknown = await callTRPCProcedure({
      ...{ router: appRouter, ctx: api, path, type, signal, batchIndex: 0 },
      getRawInput: async () => input,
    });
    if (!isAsyncIterable(result)) return signal.aborted ? undefined : send({ id, kind: 'data', data: result });
    send({ id, kind: 'started' });
    for await (const value of result) {
      if (signal.aborted) return;
      send({ id, kind: 'next', data: isTrackedEnvelope(value) ? { id: value[0], data: value[1] } : value });
    }
    if (!signal.aborted) send({ id, kind: 'done' });
  };

  const answer = async (call: Call): Promise<void> => {
    const { id, path, type, input } = call;
    const ending = new AbortController();
    running.get(id)?.abort();
    running.set(id, ending);
    try {
      await run(call, ending.signal);
    } catch (thrown) {
      if (ending.signal.aborted) return;
      const error = getTRPCErrorFromUnknown(thrown);
      send({ id, kind: 'error', error: getTRPCErrorShape({ config: appRouter._def._config, error, type, path, input, ctx: api }) });
    } finally {
      if (running.get(id) === ending) running.delete(id);
      ending.abort();
    }
  };

  return {
    receive: message => {
      const parsed = callMessageSchema.safeParse(message);
      if (!parsed.success) return;
      if (parsed.data.kind === 'call') void answer(parsed.data);
      else running.get(parsed.data.id)?.abort();
    },
    close: () => {
      for (const ending of running.values()) ending.abort();
    },
  };
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
