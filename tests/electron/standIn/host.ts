// Chromium knows no scheme of ours here: the page is at a loopback address whose every request goes to the program's protocol handler,
// which sees `fovea://app/…` as it would in Electron.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { schemes } from './registries.ts';

export interface Host {
  /** From the program's address to the browser's, and back; other addresses stay what they are. */
  toBrowser(url: string): string;
  toProgram(url: string): string;
  close(): void;
}

export async function openHost(origin: string): Promise<Host> {
  const [scheme = ''] = origin.split(':');
  const server = createServer(async (incoming, outgoing) => {
    try {
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers))
        if (value !== undefined && name !== 'host') headers.set(name, String(value));
      const answer = schemes.get(scheme);
      if (answer === undefined) throw new Error(`The program handles no ${scheme}://`);
      const response = await answer(new Request(`${origin}${incoming.url}`, { method: incoming.method ?? 'GET', headers }));
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      if (response.body === null) outgoing.end();
      else Readable.fromWeb(response.body as never).pipe(outgoing);
    } catch (error) {
      outgoing.writeHead(500).end(String(error));
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const swap = (from: string, to: string) => (url: string) => (url.startsWith(`${from}/`) ? to + url.slice(from.length) : url);
  return { toBrowser: swap(origin, address), toProgram: swap(address, origin), close: () => server.close() };
}
