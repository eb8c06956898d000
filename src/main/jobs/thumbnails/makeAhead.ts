// One pass over a data set: makes the thumbnails that are missing, a few at once, and marks how far it came. What cannot be read is passed
// over, as the grid says so where it would stand; it is told once a pass.
import { statfs } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import { formatNumber } from '../../../shared/units.ts';
import type { ListedItem } from '../../store/item.ts';
import type { JobContext } from '../context.ts';
import type { AheadMarks } from './aheadMarks.ts';
import { isFolderThere, placeBehind, thumbnailTask } from './aheadTasks.ts';
import { demandRests } from './demand.ts';
import type { ThumbnailMaker } from './thumbnailMaker.ts';

/** `gaveUp`: its folder is away, or its files end the process again and again. */
export type PassEnd = 'done' | 'interrupted' | 'gaveUp' | 'noRoom';

export interface Pass {
  dataset: string;
  marks: AheadMarks;
  maker: ThumbnailMaker;
  /** Thumbnails made at once. */
  lanes: number;
  signal: AbortSignal;
}

type Given = Pick<JobContext, 'workspace' | 'onProblem'>;

const rowsAtOnce = 64;
const saveEveryMs = 2_000;
/** What nobody has asked for leaves the rest of the disk to what people do. */
const leastFreeBytes = 2 ** 30;
const mostDeaths = 3;

/** What went wrong in a pass. */
interface Trouble {
  count: number;
  first: AppError | null;
  /** Of the process that makes them: one may concern several thumbnails. */
  readonly deaths: Set<AppError>;
}

export async function makeAhead(context: Given, pass: Pass): Promise<PassEnd> {
  const trouble: Trouble = { count: 0, first: null, deaths: new Set() };
  try {
    return await passOver(context, pass, trouble);
  } finally {
    if (trouble.first !== null) context.onProblem(told(trouble.first, trouble.count));
  }
}

async function passOver(context: Given, pass: Pass, trouble: Trouble): Promise<PassEnd> {
  const { dataset, marks, lanes, signal } = pass;
  const { store, paths } = context.workspace;
  let after = placeBehind(context, marks.get(dataset)?.after ?? null);
  let savedMs = performance.now();
  for (;;) {
    if (signal.aborted) return 'interrupted';
    const rows = store.items.listed(dataset, after, rowsAtOnce);
    const last = rows.at(-1);
    if (last === undefined) {
      marks.set(dataset, { after: null, isDone: true });
      return 'done';
    }
    const { bavail, bsize } = await statfs(paths.dir);
    if (bavail * bsize < leastFreeBytes) {
      note(trouble, new AppError('diskFull', `${paths.dir}: expected 1 GiB to stay free. Free space.`));
      return 'noRoom';
    }
    const end = await inLanes(rows, lanes, row => makeOne(context, pass, trouble, row));
    if (end !== null) return end;
    after = last;
    marks.set(dataset, { after: last.id, isDone: false });
    if (performance.now() - savedMs < saveEveryMs) continue;
    savedMs = performance.now();
    await marks.save();
  }
}

/** null to go on. */
async function makeOne(context: Given, { maker, signal }: Pass, trouble: Trouble, row: ListedItem): Promise<PassEnd | null> {
  await demandRests(signal);
  if (signal.aborted) return 'interrupted';
  const task = thumbnailTask(context, row);
  const answer = await maker.make(task);
  if (signal.aborted) return 'interrupted';
  if (answer.kind === 'made') return null;
  note(trouble, AppError.fromJSON(answer.error));
  if (answer.kind === 'unwritable') return 'noRoom';
  if (answer.kind === 'died') return trouble.deaths.add(answer.error).size < mostDeaths ? null : 'gaveUp';
  return (await isFolderThere(task)) ? null : 'gaveUp';
}

function note(trouble: Trouble, error: AppError): void {
  trouble.count += 1;
  trouble.first ??= error;
}

/** In their order, `lanes` at a time, until one does not go on; resolves after all that were begun. */
async function inLanes<Value, End>(
  values: readonly Value[],
  lanes: number,
  work: (value: Value) => Promise<End | null>,
): Promise<End | null> {
  const waiting = [...values];
  const lane = async (): Promise<End | null> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const end = await work(next);
      if (end === null) continue;
      waiting.length = 0;
      return end;
    }
    return null;
  };
  const ends = await Promise.all(Array.from({ length: lanes }, lane));
  return ends.find(end => end !== null) ?? null;
}

function told(first: AppError, count: number): AppError {
  const message =
    `Expected to make the thumbnails of a data set before they are asked for, but ${count === 1 ? 'one' : formatNumber(count)} failed` +
    `${count === 1 ? '' : ', the first'}: ${first.message} Each is tried again when it is looked at.`;
  return new AppError(first.code, message, { details: { count }, cause: first });
}
