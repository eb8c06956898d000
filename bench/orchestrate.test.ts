import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compare, spread } from './orchestrate.ts';
import { compared, machineFacts, writeReport } from './report.ts';
import type { WorkerCommand } from './workerProcess.ts';

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A worker that reports the given times, one list a turn, and notes each turn in a file. */
function worker(name: string, turns: number[][], { facts = {}, peakRssMiB = 100, note = join(folder, 'turns') } = {}): WorkerCommand {
  const program = `
    const { createInterface } = require('node:readline');
    const { appendFileSync } = require('node:fs');
    const turns = ${JSON.stringify(turns)};
    console.log(JSON.stringify({ ready: true, ...${JSON.stringify(facts)} }));
    createInterface({ input: process.stdin }).on('line', line => {
      appendFileSync(${JSON.stringify(note)}, ${JSON.stringify(name)} + ' ' + line + '\\n');
      const ms = turns.shift();
      if (ms === undefined) { console.error('out of turns'); process.exit(3); }
      console.log(JSON.stringify({ ms, peakRssMiB: ${peakRssMiB} }));
    });`;
  return { name, command: process.execPath, args: ['-e', program] };
}

const sevenTurns = (ms: number[]) => [[999], ...ms.map(value => [value, value, 50_000])];

test('contenders take turns, the first turn is not counted, and ratios are of turns side by side', async () => {
  const note = join(folder, 'alternation');
  const comparison = await compare({
    title: 'two workers',
    subject: worker('ours', sevenTurns([10, 12, 14, 16, 18, 20, 22]), { note, peakRssMiB: 110 }),
    peers: [
      worker('slow', sevenTurns([40, 40, 40, 40, 40, 40, 40]), { note }),
      worker('fast', sevenTurns([10, 10, 10, 20, 20, 20, 20]), { note }),
    ],
    stepsPerTurn: 3,
  });
  const turns = readFileSync(note, 'utf8').trim().split('\n');
  expect(turns.slice(0, 6)).toEqual(['ours step 1', 'slow step 1', 'fast step 1', 'ours step 3', 'slow step 3', 'fast step 3']);
  expect(turns).toHaveLength(3 * 8);
  expect(comparison.subject.stepMs).toEqual({ median: 16, min: 10, max: 22 });
  expect(comparison.peers.map(peer => peer.name)).toEqual(['fast', 'slow']);
  expect(comparison.peers[0]?.ratios).toEqual([1, 1.2, 1.4, 0.8, 0.9, 1, 1.1]);
  expect(comparison.peers[0]?.ratio).toEqual({ median: 1, min: 0.8, max: 1.4 });
  expect(comparison.peers[0]?.memoryRatio).toBeCloseTo(1.1, 12);

  const { table: text, numbers } = compared([comparison]);
  const table = text.split('\n');
  expect(table).toHaveLength(3);
  expect(table[2]).toBe(
    '| two workers | ours 16.0 | fast 20.0 | **1.00× (0.80–1.40)** | 110 / 100 (1.10×) | slow 40.0 (0.40× (0.25–0.55)) |',
  );
  const report = join(folder, 'deep', 'report.json');
  writeReport(report, machineFacts(), numbers);
  const stored = JSON.parse(readFileSync(report, 'utf8'));
  expect(stored.comparisons[0].subject.turnsMs).toEqual([10, 12, 14, 16, 18, 20, 22]);
  expect(stored.machine.cores).toBeGreaterThan(0);
});

test('contenders that do different work are refused', async () => {
  const plan = (ours: object, peers: object) => ({
    title: 'x',
    subject: worker('ours', [], { facts: ours }),
    peers: [worker('peer', [], { facts: peers })],
  });
  await expect(compare(plan({ parameterCount: 5 }, { parameterCount: 6 }))).rejects.toThrow('ours has parameterCount 5, peer has 6');
  await expect(compare(plan({ firstLoss: 1.002 }, { firstLoss: 1 }))).rejects.toThrow('same first loss within 0.001');
  await expect(compare(plan({ firstLoss: 1 }, {}))).rejects.toThrow('peer has null');
});

test('a worker that ends is reported with its exit code and last words', async () => {
  const plan = { title: 'x', subject: worker('ours', [[1], [1]]), peers: [worker('peer', sevenTurns([1, 1, 1, 1, 1, 1, 1]))] };
  await expect(compare(plan)).rejects.toThrow(/"ours" ended \(exit code 3\)[\s\S]*out of turns/);
});

test('a worker that cannot start, prints something else or does not answer is named', async () => {
  const peers = [worker('peer', [])];
  const subject = (command: string, ...args: string[]) => ({ title: 'x', subject: { name: 'ours', command, args }, peers });
  await expect(compare(subject('/no/such/program'))).rejects.toThrow('ENOENT');
  await expect(compare(subject(process.execPath, '-e', 'console.log("hello")'))).rejects.toThrow('outside the line protocol: hello');
  const silent = subject(process.execPath, '-e', 'setInterval(() => {}, 1000)');
  await expect(compare(silent, { readyTimeoutMs: 300 })).rejects.toThrow('no answer in 0.3 s');
  await expect(compare(silent, { signal: AbortSignal.timeout(300) })).rejects.toThrow('aborted due to timeout');
});

test('too few rounds and no peer are refused', async () => {
  const subject = worker('ours', []);
  await expect(compare({ title: 'x', subject, peers: [subject], rounds: 6 })).rejects.toThrow('at least 7 rounds, got 6');
  await expect(compare({ title: 'x', subject, peers: [] })).rejects.toThrow('at least one peer');
});

test('the median of an even count is the mean of the middle two', () => {
  expect(spread([4, 1, 3, 2])).toEqual({ median: 2.5, min: 1, max: 4 });
  expect(spread([7])).toEqual({ median: 7, min: 7, max: 7 });
});
