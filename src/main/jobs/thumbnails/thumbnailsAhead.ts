// Thumbnails made before anyone asks: of a data set that was imported or is looked at, one after the other in the grid's order. What a
// window waits for comes first. Interrupted, it goes on at the next start from where it was; a data set that nobody has opened since it
// was imported by another process waits for that, so that a start scans nothing.
import { availableParallelism } from 'node:os';
import { toAppError } from '../../../shared/errors.ts';
import type { JobContext } from '../context.ts';
import { openAheadMarks } from './aheadMarks.ts';
import { expectDemand } from './demand.ts';
import { makeAhead, type PassEnd } from './makeAhead.ts';
import type { ThumbnailsAhead } from './noThumbnailsAhead.ts';
import { openThumbnailMaker } from './thumbnailMaker.ts';

/** Half the processor, and not more than a disk likes. */
const usualLanes = Math.min(4, Math.max(1, availableParallelism() >> 1));

type Given = Pick<JobContext, 'workspace' | 'notifications' | 'onProblem'>;

/** `lanes`: thumbnails made at once. */
export function openThumbnailsAhead(context: Given, { lanes = usualLanes }: { lanes?: number } = {}): ThumbnailsAhead {
  const { store, paths } = context.workspace;
  const marks = openAheadMarks(paths.thumbnails);
  const maker = openThumbnailMaker();
  /** The next one first. */
  let waiting: string[] = [];
  let current: { dataset: string; stop: AbortController } | null = null;
  let working: Promise<void> | null = null;
  let isClosed = false;
  /** Not taken up again in this process: its folder is away, or the disk is full. */
  const givenUp = new Set<string>();
  let isDiskFull = false;

  const isThere = (dataset: string): boolean => store.items.rootOf(dataset) !== null;
  const forgetGone = (): void => {
    for (const dataset of marks.datasets()) if (!isThere(dataset)) marks.delete(dataset);
    waiting = waiting.filter(isThere);
    if (current !== null && !isThere(current.dataset)) current.stop.abort();
  };

  async function work(): Promise<void> {
    for (let dataset = waiting.shift(); dataset !== undefined && !isClosed; dataset = waiting.shift()) {
      current = { dataset, stop: new AbortController() };
      const { signal } = current.stop;
      const end = await makeAhead(context, { dataset, marks, maker, lanes, signal }).catch((thrown): PassEnd => {
        if (isThere(dataset)) context.onProblem(toAppError(thrown));
        return 'gaveUp';
      });
      current = null;
      settle(dataset, end);
      await marks.save();
    }
    await maker.end();
  }

  function settle(dataset: string, end: PassEnd): void {
    if (!isThere(dataset)) marks.delete(dataset);
    // After the one that came before it.
    else if (end === 'interrupted') waiting.splice(1, 0, dataset);
    else if (end === 'gaveUp') givenUp.add(dataset);
    else if (end === 'noRoom') {
      isDiskFull = true;
      waiting = [];
    }
  }

  function start(): void {
    if (working !== null || isClosed) return;
    working = work().finally(() => {
      working = null;
      // Asked for while the process was being ended.
      if (waiting.length > 0) start();
    });
  }

  const unsubscribe = context.notifications.subscribe(({ change }) => {
    if (change.topic !== 'datasets') return;
    forgetGone();
    // A folder was found again.
    if (change.pictures === 'all') givenUp.clear();
  });
  forgetGone();
  waiting = marks.unfinished();
  if (waiting.length > 0) start();

  return {
    prepare: dataset => {
      if (isClosed || isDiskFull || current?.dataset === dataset || givenUp.has(dataset)) return;
      if (marks.get(dataset)?.isDone === true || !isThere(dataset)) return;
      expectDemand();
      if (marks.get(dataset) === undefined) marks.set(dataset, { after: null, isDone: false });
      waiting = [dataset, ...waiting.filter(other => other !== dataset)];
      current?.stop.abort();
      start();
    },
    settled: async () => {
      while (working !== null) await working;
    },
    close: async () => {
      isClosed = true;
      unsubscribe();
      current?.stop.abort();
      await maker.end();
      await working;
      await marks.save();
    },
  };
}
