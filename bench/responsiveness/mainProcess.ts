// The main process under measurement: `npm start`'s program with a probe inside, and a window that watches it.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import type { WindowEvent } from '../../src/main/api/events.ts';
import type { AppRouter } from '../../src/main/api/router.ts';
import type { Lateness, ProbeCommand } from './probe.ts';

export interface MainProcess {
  /** Measures while `work` runs. */
  measure(work: () => Promise<unknown>): Promise<Lateness>;
  close(): Promise<void>;
}

export async function startMainProcess(workspace: string): Promise<MainProcess> {
  const serve = join(import.meta.dirname, '..', '..', 'src', 'main', 'serve.ts');
  const probe = join(import.meta.dirname, 'probe.ts');
  const child = fork(serve, ['--workspace', workspace, '--no-open', '--quiet'], {
    execArgv: ['--import', probe],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill());
  await Promise.race([
    once(child.stdout as Readable, 'data'),
    once(child, 'exit').then(() => {
      throw new Error('The main process ended before it answered.');
    }),
  ]);
  const closeWindow = openWindow(workspace);
  const tell = (command: ProbeCommand) => child.send(command);
  return {
    measure: async work => {
      tell('begin');
      await work();
      const answer = once(child, 'message');
      tell('end');
      return (await answer)[0] as Lateness;
    },
    close: async () => {
      await closeWindow();
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Asks for what the run page asks for, when it would (src/renderer/client/live.ts). */
function openWindow(workspace: string): () => Promise<void> {
  const { api } = JSON.parse(readFileSync(join(workspace, 'owner.json'), 'utf8')) as { api: { address: string; token: string } };
  const headers = { authorization: `Bearer ${api.token}` };
  class AuthorizedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers });
    }
  }
  const socket = createWSClient({ url: `${api.address.replace('http', 'ws')}/trpc`, WebSocket: AuthorizedSocket as never });
  const client = createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: operation => operation.type === 'subscription',
        true: wsLink({ client: socket }),
        false: httpBatchLink({ url: `${api.address}/trpc`, headers }),
      }),
    ],
  });
  // A call that is cut off by the end of the measurement is no failure.
  const ask = (...calls: Promise<unknown>[]) => void Promise.allSettled(calls);
  const onData = ({ data }: { data: WindowEvent }) => {
    if (data.topic !== 'run') ask(client.runs.list.query());
    else if (data.events.some(event => event.type !== 'metric' && event.type !== 'progress')) {
      const { run } = data;
      ask(client.runs.list.query(), client.runs.show.query({ run }), client.runs.explanations.query({ run }));
    }
  };
  const subscription = client.events.subscribe(
    { topics: ['runs', 'run', 'queue'] },
    { onData: event => onData(event as { data: WindowEvent }) },
  );
  return async () => {
    subscription.unsubscribe();
    await socket.close();
  };
}
