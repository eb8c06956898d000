// All grey samples of a volume, asked for in runs of B-scans that follow what is on screen, so that a turn of the wheel rarely has to wait.
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import { type ComingVolume, endComing, nextRun, noteArrived, type Run, startComing, wantedBscan } from './comingVolume.ts';
import { noteProgress } from './streamProgress.ts';
import { address, answerOf, bytesOf } from './volumeAddress.ts';

type Of = Pick<VolumeView, 'item' | 'version' | 'header'>;

/** The first runs are short: the B-scan on screen and its neighbours come before everything else. */
const firstRuns = [2, 4, 4];
/** Bytes of the runs after those: long enough that asking costs little, short enough that a jump does not wait for long. */
const runBytes = 2e6;
const shortest = 4;
/** Asked for at a time: while one is on its way the next is decoded. */
const lanes = 2;

/** [bscan, row, column]. Errors: those of the server; `unreadableFile` for other sizes than its header's; the signal's reason. */
export async function streamVolume(view: Of, firstBscan: number, signal: AbortSignal): Promise<Uint8Array> {
  const { bscans, rows, columns } = view.header.shape;
  const volume = startComing(view, view.header.shape);
  const most = Math.max(shortest, Math.round(runBytes / (rows * columns)));
  let [turn, come] = [0, 0];
  const arrive = (bscan: number): void => {
    come += 1;
    noteArrived(view, volume, bscan);
    noteProgress(view.item, come / bscans);
  };
  const lane = async (): Promise<void> => {
    for (;;) {
      const run = nextRun(volume.asked, wantedBscan(view, firstBscan), firstRuns[turn] ?? most);
      if (run === null) return;
      turn += 1;
      volume.asked.fill(1, run.first, run.first + run.count);
      await takeRun(view, volume, run, signal, arrive);
    }
  };
  try {
    await Promise.all(Array.from({ length: lanes }, lane));
    return volume.data;
  } catch (error) {
    endComing(view, volume.data);
    throw error;
  } finally {
    noteProgress(view.item, null);
  }
}

async function takeRun(
  view: Of,
  volume: ComingVolume,
  { first, count }: Run,
  signal: AbortSignal,
  arrive: (bscan: number) => void,
): Promise<void> {
  const { rows, columns } = volume.shape;
  const bytes = rows * columns;
  const at = (run: Run) => address(view.item, 'samples', view.version, { frame: run.first, count: run.count, intensity: 'display' });
  let next = first;
  try {
    const answer = await answerOf(at({ first, count }), signal);
    checkSize(view, Number(answer.headers.get('content-length')), count * bytes);
    const reader = (answer.body as ReadableStream<Uint8Array<ArrayBuffer>>).getReader();
    let to = first * bytes;
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      volume.data.set(part.value, to);
      to += part.value.length;
      while ((next + 1) * bytes <= to) arrive(next++);
    }
  } catch (error) {
    if (signal.aborted || error instanceof AppError) throw error;
  }
  if (next === first + count) return;
  // A stream that breaks off cannot say why; the B-scan that it broke off at can.
  const alone = await bytesOf(at({ first: next, count: 1 }), signal);
  checkSize(view, alone.byteLength, bytes);
  volume.data.set(new Uint8Array(alone), next * bytes);
  arrive(next);
  if (next + 1 < first + count) await takeRun(view, volume, { first: next + 1, count: first + count - next - 1 }, signal, arrive);
}

function checkSize({ header: { series, shape } }: Of, received: number, expected: number): void {
  if (received === expected) return;
  throw new AppError(
    'unreadableFile',
    `${series}: expected ${expected} grey samples of B-scans with ${shape.columns} × ${shape.rows}, received ${received}. Load the volume again.`,
  );
}
