// A host on a new workspace, found as programs find it: by owner.json. Its engine is the test engine, which computes no network.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTRPCClient, createWSClient, httpBatchStreamLink, splitLink, type TRPCLink, wsLink } from '@trpc/client';
import { WebSocket } from 'ws';
import { openCallSession } from '../../src/main/api/callSession.ts';
import type { AppRouter } from '../../src/main/api/router.ts';
import type { ApiContext } from '../../src/main/api/trpc.ts';
import { testPng } from '../../src/main/dataset/testing/testImages.ts';
import { testEngineEntry } from '../../src/main/jobs/testing/scratch.ts';
import { type ServeOptions, serve } from '../../src/main/serve.ts';
import { ipcLink } from '../../src/renderer/client/links/ipcLink.ts';
import type { AnswerMessage } from '../../src/shared/bridge.ts';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: Buffer;
}

export type TestHost = Awaited<ReturnType<typeof openTestHost>>;

/** `prepare` may fill the workspace before it is opened. */
export async function openTestHost(
  options: Partial<ServeOptions> = {},
  prepare: (workspace: string) => void | Promise<void> = () => undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-contract-'));
  const workspace = join(folder, 'workspace');
  await prepare(workspace);
  const problems: string[] = [];
  const serving = await serve({
    workspace,
    pageFolder: makePage(join(folder, 'page')),
    engine: { entry: testEngineEntry, env: { TEST_ENGINE_STEP_MS: '10' } },
    onProblem: error => problems.push(error.message),
    ...options,
  });
  const owner = JSON.parse(readFileSync(join(workspace, 'owner.json'), 'utf8')) as { api: { address: string; token: string } };
  const { address, token } = owner.api;
  const authorization = `Bearer ${token}`;
  const { link, close: closeLink } =
    process.env.FOVEA_TEST_LINK === 'ipc' ? openIpcLink(serving.api) : openHttpLink(address, authorization);
  const client = createTRPCClient<AppRouter>({ links: [link] });
  return {
    folder,
    workspace,
    address,
    token,
    client,
    serving,
    problems,
    /** A request whose path reaches the host exactly as it is written here. */
    ask: (path: string, given: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
      rawRequest(address, path, { ...given, headers: { authorization, ...given.headers } }),
    /** The same without the token. */
    askAsStranger: (path: string, given: { method?: string; headers?: Record<string, string>; body?: string } = {}) =>
      rawRequest(address, path, given),
    close: async () => {
      await closeLink();
      await serving.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface OpenLink {
  link: TRPCLink<AppRouter>;
  close(): void | Promise<void>;
}

function openHttpLink(address: string, authorization: string): OpenLink {
  const socket = openSocketClient(address, { authorization });
  const link = splitLink<AppRouter>({
    condition: operation => operation.type === 'subscription',
    true: wsLink({ client: socket }),
    false: httpBatchStreamLink({ url: `${address}/trpc`, headers: { authorization } }),
  });
  return { link, close: () => socket.close() };
}

/** The window's link and the program's session, joined as Electron joins them: copies by structured cloning, never in the same turn. */
export function openIpcLink(api: ApiContext): OpenLink {
  let listener: (answer: AnswerMessage) => void = () => undefined;
  const deliver = <Message>(message: Message, to: (message: Message) => void): void => {
    const copy = structuredClone(message);
    setImmediate(() => to(copy));
  };
  const session = openCallSession(api, answer => deliver(answer, copy => listener(copy)));
  const link = ipcLink({
    send: message => deliver(message, copy => session.receive(copy)),
    onAnswer: given => {
      listener = given;
    },
  });
  return { link, close: () => session.close() };
}

/** tRPC's socket client, lazy, with headers that a browser would not let it set. */
export function openSocketClient(address: string, headers: Record<string, string>) {
  class AuthorizedSocket extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols, { headers });
    }
  }
  return createWSClient({
    url: `${address.replace('http', 'ws')}/trpc`,
    WebSocket: AuthorizedSocket as unknown as typeof globalThis.WebSocket,
    lazy: { enabled: true, closeMs: 0 },
  });
}

function rawRequest(
  address: string,
  path: string,
  { method = 'GET', headers = {}, body }: { method?: string; headers?: Record<string, string>; body?: string },
): Promise<Answer> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, path, method, headers, agent: false }, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end(body);
  });
}

function makePage(folder: string): string {
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><meta name="csp-nonce" content="__FOVEA_NONCE__"><title>Page</title>');
  writeFileSync(join(folder, 'assets', 'app-1.js'), 'export {};');
  return folder;
}

/** Class folders with one scan of each of `patients` patients a class, named as Kermany names them. */
export async function makeScans(folder: string, patients: number): Promise<string> {
  for (const [k, name] of ['CNV', 'NORMAL'].entries()) {
    mkdirSync(join(folder, name), { recursive: true });
    for (let patient = 0; patient < patients; patient++) {
      const id = 1000 * (k + 1) + patient;
      writeFileSync(join(folder, name, `${name}-${id}-1.png`), await testPng(id));
    }
  }
  return folder;
}
