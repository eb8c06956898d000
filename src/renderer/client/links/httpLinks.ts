// The links of a browser: calls over HTTP, the one subscription over a WebSocket. Both carry the session cookie by themselves.
import { createWSClient, httpBatchStreamLink, splitLink, type TRPCLink, wsLink } from '@trpc/client';
import type { AppRouter } from '../../../main/api/router.ts';
import { setConnected } from '../connection.ts';

/** A browser takes up to twelve seconds to call a socket closed whose other end is silent; whoever looks at the page is told at once. */
class TellingSocket extends WebSocket {
  override close(code?: number, reason?: string): void {
    setConnected(false);
    super.close(code, reason);
  }
}

/** `page`: the address of the page that asks. */
export function httpLinks(page: Pick<Location, 'protocol' | 'host'>): TRPCLink<AppRouter> {
  const socket = createWSClient({
    url: `${page.protocol === 'https:' ? 'wss' : 'ws'}://${page.host}/trpc`,
    onOpen: () => setConnected(true),
    onClose: () => setConnected(false),
    keepAlive: { enabled: true },
    WebSocket: TellingSocket,
  });
  return splitLink({
    condition: operation => operation.type === 'subscription',
    true: wsLink({ client: socket }),
    // Streams, because long work tells its progress before its outcome.
    false: httpBatchStreamLink({ url: '/trpc', maxURLLength: 4000 }),
  });
}
