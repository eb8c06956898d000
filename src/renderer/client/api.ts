// The link to the main process: calls over HTTP, the one subscription over a WebSocket. Both carry the session cookie by themselves.
import { createTRPCClient, createWSClient, httpBatchLink, splitLink, wsLink } from '@trpc/client';
import type { AppRouter } from '../../main/api/router.ts';
import { setConnected } from './connection.ts';

const socket = createWSClient({
  url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/trpc`,
  onOpen: () => setConnected(true),
  onClose: () => setConnected(false),
  keepAlive: { enabled: true },
});

export const api = createTRPCClient<AppRouter>({
  links: [
    splitLink({
      condition: operation => operation.type === 'subscription',
      true: wsLink({ client: socket }),
      false: httpBatchLink({ url: '/trpc', maxURLLength: 4000 }),
    }),
  ],
});

type Answer<Procedure extends { query: (...input: never[]) => Promise<unknown> }> = Awaited<ReturnType<Procedure['query']>>;
export type RunSummary = Answer<typeof api.runs.list>[number];
export type RunDetails = Answer<typeof api.runs.show>;
export type Evaluation = RunDetails['evaluations'][number];
export type Metric = Answer<typeof api.runs.metrics>[number];
export type Explanations = Answer<typeof api.runs.explanations>[number];
export type Finding = Answer<typeof api.system.doctor>[number];
export type Job = Answer<typeof api.jobs.list>[number];
