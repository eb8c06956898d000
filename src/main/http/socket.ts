// The WebSocket for subscriptions, behind the same checks as every request.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { toAppError } from '../../shared/errors.ts';
import { appRouter } from '../api/router.ts';
import type { ApiContext } from '../api/trpc.ts';
import { statusOf } from './refusal.ts';
import type { Guard } from './requestGuard.ts';

const maxMessageBytes = 2 ** 20;

/** Answers upgrades of `server` at /trpc; returns what ends all of them. */
export function openSocket(server: Server, api: ApiContext, guard: Guard): () => void {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes });
  applyWSSHandler({ wss: sockets, router: appRouter, createContext: () => api, keepAlive: { enabled: true } });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    try {
      const headers = headersOf(request);
      guard.requireOwnName(headers);
      guard.requireKey(headers);
    } catch (thrown) {
      const error = toAppError(thrown);
      return refuseUpgrade(socket, statusOf(error), JSON.stringify({ error: error.toJSON() }));
    }
    if (new URL(request.url ?? '/', 'http://host').pathname !== '/trpc') return refuseUpgrade(socket, 404, '');
    sockets.handleUpgrade(request, socket, head, client => sockets.emit('connection', client, request));
  });
  return () => {
    for (const client of sockets.clients) client.terminate();
    sockets.close();
  };
}

function refuseUpgrade(socket: Duplex, status: number, body: string): void {
  const lines = [
    `HTTP/1.1 ${status} Refused`,
    'Connection: close',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}

function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) if (value !== undefined) headers.set(name, String(value));
  return headers;
}
