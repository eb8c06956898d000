// A host on one address: HTTP, WebSocket and keys around an open workspace.
import { getRequestListener } from '@hono/node-server';
import type { ApiContext } from '../api/trpc.ts';
import { createApp } from './app.ts';
import { createKeys, type KeysOptions } from './keys.ts';
import type { Listener } from './listener.ts';
import type { Page } from './page.ts';
import { createGuard, inUrl, withPort } from './requestGuard.ts';
import { openSocket } from './socket.ts';

export interface HostOptions extends Pick<KeysOptions, 'sessions' | 'onSessions'> {
  listener: Listener;
  api: ApiContext;
  page: Page;
  /** Lets in whoever knows it; null where only links and tokens do. */
  password: string | null;
}

export interface Host {
  /** Such as `http://127.0.0.1:40123`. */
  readonly address: string;
  /** For programs that can read owner.json: their bearer token. */
  readonly token: string;
  /** An address that lets one browser in, once. */
  newLink(): string;
  /** Ends every connection. */
  close(): Promise<void>;
}

export function openHost({ listener, api, page, ...given }: HostOptions): Host {
  const { server, host, port } = listener;
  const keys = createKeys({ port, ...given });
  const guard = createGuard({ host, port }, keys);
  const answersAtLoopback = ['0.0.0.0', '::', 'localhost'].includes(host);
  const address = `http://${withPort(answersAtLoopback ? '127.0.0.1' : inUrl(host), port)}`;
  const newLink = (): string => `${address}/?token=${keys.newLinkToken()}`;
  const app = createApp({ api, keys, guard, page, hasPassword: given.password !== null, newLink });
  const answer = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  listener.answerWith((request, response) => void answer(request, response));
  const closeSockets = openSocket(server, api, guard);
  return {
    address,
    token: keys.apiToken,
    newLink,
    close: async () => {
      closeSockets();
      await listener.close();
    },
  };
}
