// The port, taken before anything else is opened: a taken one must not disturb a workspace.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, toAppError } from '../../shared/errors.ts';

export interface Listener {
  readonly server: Server;
  readonly host: string;
  readonly port: number;
  /** Who answers from now on; before that, every request gets 503. */
  answerWith(listener: RequestListener): void;
  /** Cuts every connection. */
  close(): Promise<void>;
}

/** Errors: `environment` when the port is taken or the address is not this machine's; `permissionDenied` for a low port. */
export async function openListener({ host, port }: { host: string; port: number }): Promise<Listener> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  await new Promise<void>((resolve, reject) => {
    server.once('error', error => reject(listenError(host, port, error)));
    server.listen(port, host, resolve);
  });
  return {
    server,
    host,
    port: (server.address() as AddressInfo).port,
    answerWith: listener => {
      answer = listener;
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listenError(host: string, port: number, error: Error): AppError {
  const { details } = toAppError(error);
  const options = { details: { ...details, host, port }, cause: error };
  switch (details.systemCode) {
    case 'EADDRINUSE':
      return new AppError(
        'environment',
        `Expected port ${port} of ${host} to be free, but another program uses it. Choose another with --port, or leave --port out.`,
        options,
      );
    case 'EACCES':
      return new AppError(
        'permissionDenied',
        `Expected to open port ${port} of ${host}, but this user may not. Choose one above 1023 with --port.`,
        options,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new AppError(
        'environment',
        `Expected ${host} to be an address of this machine, but it is not. Leave --host out, or use 0.0.0.0.`,
        options,
      );
    default:
      return toAppError(error);
  }
}
