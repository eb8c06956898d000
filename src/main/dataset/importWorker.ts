// The thread of importThread.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { type DataItem, placeOf } from '../../shared/domain/dataset.ts';
import type { SplitName } from '../../shared/domain/manifest.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { checkLeakage } from './checkLeakage.ts';
import { firstSplit } from './firstSplit.ts';
import { importFolder } from './importFolder.ts';
import type { FromThread, ImportHead, ThreadTask, ToThread } from './importThread.ts';
import { runToEnd } from './progress.ts';
import { proposeImport } from './proposeImport.ts';
import { describeSplit, splitInput } from './split.ts';

/** Rows that the store takes in some 10 ms. */
const pieceItems = 64;
const port = parentPort;
if (port === null) throw new AppError('internal', 'Expected to run inside a worker thread, received the main thread.');
const post = (message: FromThread): void => port.postMessage(message);
const abandoned = new AbortController();
let items: readonly DataItem[] = [];
let parts: ReadonlyMap<string, SplitName> = new Map();
let sent = 0;

port.on('message', (message: ToThread) => {
  if (message === 'abort') return abandoned.abort();
  const piece = items.slice(sent, sent + pieceItems);
  sent += piece.length;
  post({ piece: piece.length === 0 ? null : { items: piece, parts: piece.map(item => parts.get(placeOf(item)) ?? null) } });
});

try {
  const task = workerData as ThreadTask;
  const onProgress = (progress: Parameters<NonNullable<Parameters<typeof runToEnd>[1]>>[0]): void => post({ progress });
  const { signal } = abandoned;
  if (task.kind === 'propose') {
    post({ proposal: await runToEnd(proposeImport(task.folder, task.choices, signal), onProgress) });
  } else {
    const imported = await runToEnd(importFolder(task.folder, { ...task.options, signal }), onProgress);
    items = imported.items;
    const { report, facts, resumed } = imported;
    post({ head: { report, facts, resumed, split: task.split ? splitOf(items) : null } });
  }
} catch (thrown) {
  post({ error: toAppError(thrown).toJSON() });
}

/** The first split, by place; null for scans without patients or classes. */
function splitOf(all: readonly DataItem[]): ImportHead['split'] {
  const split = all.filter(({ patient, volume }) => patient !== null || volume === null);
  if (split.some(({ patient }) => patient === null)) return null;
  const inputs = split.map(item => splitInput(item));
  const made = firstSplit(inputs);
  if (made === null) return null;
  const { options, assignment } = made;
  parts = assignment;
  const certificate = checkLeakage(inputs, assignment, { checkedAt: new Date().toISOString(), method: describeSplit(options) });
  // A list of leaks would name patients; a split that keeps them whole has none.
  if (!certificate.ok) throw new AppError('internal', 'Expected the first split to be free of leaks, received one that is not.');
  return { options, certificate };
}
