// The link of the desktop window: calls and answers as messages to the program around it (shared/bridge.ts).
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import type { AppRouter } from '../../../main/api/router.ts';
import type { AnswerMessage, Bridge } from '../../../shared/bridge.ts';
import { openStream, type Stream } from './stream.ts';

/** Answers come to whoever called, by number. */
export function ipcLink({ send, onAnswer }: Pick<Bridge, 'send' | 'onAnswer'>): TRPCLink<AppRouter> {
  const waiting = new Map<number, (answer: AnswerMessage) => void>();
  onAnswer(answer => waiting.get(answer.id)?.(answer));
  let lastId = 0;
  return () =>
    ({ op }) =>
      observable(observer => {
        const id = ++lastId;
        let stream: Stream | null = null;
        const forget = (): void => {
          waiting.delete(id);
          op.signal?.removeEventListener('abort', abandon);
        };
        const end = (): void => {
          if (waiting.has(id)) send({ kind: 'end', id });
          forget();
        };
        const fail = (error: TRPCClientError<AppRouter>): void => {
          if (stream === null) observer.error(error);
          else stream.fail(error);
        };
        function abandon(): void {
          end();
          fail(TRPCClientError.from(op.signal?.reason instanceof Error ? op.signal.reason : new DOMException('Aborted', 'AbortError')));
        }
        const take = (answer: AnswerMessage): void => {
          if (answer.kind !== 'started' && answer.kind !== 'next') forget();
          switch (answer.kind) {
            case 'started':
              if (op.type === 'subscription') observer.next({ result: { type: 'started' } });
              else {
                // The call is answered by the stream, which lives on when the call is done.
                stream = openStream(end);
                observer.next({ result: { type: 'data', data: stream.values } });
                observer.complete();
              }
              break;
            case 'next':
              if (stream === null) observer.next({ result: { type: 'data', data: answer.data } });
              else stream.push(answer.data);
              break;
            case 'data':
              observer.next({ result: { type: 'data', data: answer.data } });
              observer.complete();
              break;
            case 'done':
              if (stream === null) observer.complete();
              else stream.finish();
              break;
            case 'error':
              fail(TRPCClientError.from({ error: answer.error } as never));
          }
        };
        if (op.signal?.aborted) abandon();
        else {
          waiting.set(id, take);
          op.signal?.addEventListener('abort', abandon);
          send({ kind: 'call', id, type: op.type, path: op.path, input: op.input });
        }
        return () => {
          if (stream === null) end();
        };
      });
}
