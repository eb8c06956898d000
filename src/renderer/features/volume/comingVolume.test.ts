// Which B-scans of a volume are asked for next, and what can be looked at before all have come.
import { describe, expect, it } from 'vitest';
import { endComing, nextRun, noteArrived, startComing, wantBscan, wantedBscan } from './comingVolume.ts';

const view = { item: 'item', version: '1' };

/** Runs in the order in which they are asked for. */
function runsOf(count: number, bscan: number, direction: 1 | -1, most: number): string[] {
  const asked = new Uint8Array(count);
  const found: string[] = [];
  for (let run = nextRun(asked, { bscan, direction }, most); run !== null; run = nextRun(asked, { bscan, direction }, most)) {
    expect(asked.subarray(run.first, run.first + run.count).every(value => value === 0)).toBe(true);
    asked.fill(1, run.first, run.first + run.count);
    found.push(`${run.first}–${run.first + run.count - 1}`);
  }
  expect(asked.every(value => value === 1)).toBe(true);
  return found;
}

describe('the next run', () => {
  it('begins at the B-scan on screen and goes further in the direction of travel than behind it', () => {
    expect(runsOf(20, 10, 1, 4)).toEqual(['10–13', '6–9', '14–17', '18–19', '2–5', '0–1']);
    expect(runsOf(20, 10, -1, 4)).toEqual(['7–10', '11–14', '3–6', '0–2', '15–18', '19–19']);
  });

  it('is never longer than what is left, at either end', () => {
    expect(runsOf(5, 4, 1, 8)).toEqual(['4–4', '0–3']);
    expect(runsOf(5, 0, -1, 8)).toEqual(['0–0', '1–4']);
    expect(runsOf(1, 0, 1, 8)).toEqual(['0–0']);
  });

  it('is where somebody jumped to', () => {
    const asked = new Uint8Array(100);
    asked.fill(1, 40, 60);
    expect(nextRun(asked, { bscan: 80, direction: 1 }, 8)).toEqual({ first: 80, count: 8 });
    expect(nextRun(asked, { bscan: 99, direction: 1 }, 8)).toEqual({ first: 99, count: 1 });
    expect(nextRun(new Uint8Array(3).fill(1), { bscan: 1, direction: 1 }, 8)).toBeNull();
  });
});

describe('a volume on its way', () => {
  it('follows what is on screen, and which way that moved', () => {
    expect(wantedBscan(view, 7)).toEqual({ bscan: 7, direction: 1 });
    wantBscan(view, 7);
    wantBscan(view, 6);
    expect(wantedBscan(view, 0)).toEqual({ bscan: 6, direction: -1 });
    wantBscan(view, 6);
    expect(wantedBscan(view, 0)).toEqual({ bscan: 6, direction: -1 });
  });

  it('is left alone by the end of one before it', () => {
    const [first, second] = [1, 2].map(() => startComing(view, { bscans: 2, rows: 1, columns: 1 }));
    if (first === undefined || second === undefined) throw new Error('Expected two.');
    wantBscan(view, 1);
    noteArrived(view, first, 0);
    endComing(view, first.data);
    expect(wantedBscan(view, 0).bscan).toBe(1);
    endComing(view, second.data);
    expect(wantedBscan(view, 0).bscan).toBe(0);
  });
});
