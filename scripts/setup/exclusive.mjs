// One process at a time for a piece of work, without a lock file: whoever listens on an abstract Unix socket (unix(7), Linux only)
// holds the lock, and the kernel frees it when that process dies, however it dies.
import { createHash } from 'node:crypto';
import { connect, createServer } from 'node:net';

/**
 * Runs `work` while no other process on this machine runs work of the same name; calls `onWait` once if it has to wait;
 * `signal` ends the waiting with its AbortError.
 * Containers do not see each other's sockets, so the work must also be harmless when it is done twice.
 */
export async function exclusively(name, work, onWait, signal) {
  const address = `\0fovea-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`;
  let release = await listen(address);
  if (release === null) onWait();
  while (release === null) {
    await holderGone(address, signal);
    signal?.throwIfAborted();
    release = await listen(address);
  }
  try {
    return await work();
  } finally {
    release();
  }
}

/** Resolves to the function that frees the address, or to null when another process holds it. */
function listen(address) {
  return new Promise((resolve, reject) => {
    const waiting = new Set();
    const server = createServer(socket => {
      waiting.add(socket.unref().on('error', () => {}));
    });
    server.on('error', error => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => {
      server.unref();
      resolve(() => {
        server.close();
        for (const socket of waiting) socket.destroy();
      });
    });
  });
}

/** Resolves when the process that holds the address has let go of it: its end of the connection closes. */
function holderGone(address, signal) {
  return new Promise(resolve => {
    connect({ path: address, signal })
      .on('error', () => {})
      .on('close', resolve)
      .resume();
  });
}
