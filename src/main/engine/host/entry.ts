// The engine processes. `node entry.ts fit RUN_FOLDER`: the run folder is the interface; the channel only says "ready" or why not.
// `node entry.ts probe RUN_FOLDER`: measures a few steps and says so over the channel. `node entry.ts interactive IDLE_MS`: answers requests over it.
import { AppError, exitCodeOf, toAppError } from '../../../shared/errors.ts';
import { fitRunFolder } from './fitRunFolder.ts';
import { answerProbe } from './probeRun.ts';
import { serveInteractive } from './serveInteractive.ts';

const [command, argument = ''] = process.argv.slice(2);
const interrupted = new AbortController();
process.on('disconnect', () => interrupted.abort());
// The parent may have gone while the imports above were loading.
if (process.connected === false) interrupted.abort();
// With the parent gone there is nobody left to print for.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('SIGTERM', () => interrupted.abort());
process.on('SIGINT', () => interrupted.abort());

try {
  if (command === 'fit' && argument !== '') {
    await fitRunFolder(argument, { interrupted: interrupted.signal, onReady: () => process.send?.({ type: 'ready' }, () => undefined) });
  } else if (command === 'probe' && argument !== '') {
    await answerProbe(argument, interrupted.signal);
  } else if (command === 'interactive' && /^\d+$/.test(argument)) {
    await serveInteractive({ idleMs: Number(argument), interrupted: interrupted.signal });
  } else {
    throw new AppError('usage', 'Expected: entry.ts fit RUN_FOLDER, entry.ts probe RUN_FOLDER, or entry.ts interactive IDLE_MS.');
  }
  finish(0);
} catch (thrown) {
  const error = toAppError(thrown);
  process.stderr.write(`${error.message}\n`);
  if (process.connected) process.send?.({ type: 'error', error: error.toJSON() }, () => finish(exitCodeOf(error.code)));
  else finish(exitCodeOf(error.code));
}

/** TensorFlow's threads and an open channel would keep the process alive. */
function finish(code: number): never {
  process.exit(code);
}
