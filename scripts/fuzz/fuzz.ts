// `npm run fuzz`: every volume format read from files that were cut at every 1 % and from 2,000 files with flipped bytes, in a child process
// with a memory cap. Prints the table of docs/reference/formats.md; fails on a crash, a hang over 5 s, over 2 GB, or anything but an AppError
// or a valid volume. `npm run fuzz -- TARGET…` for some targets.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import { type FuzzTargetName, fuzzTargets } from '../../src/main/dataset/formats/testing/fuzzTargets.ts';

const options = { cuts: 100, flips: 2000, seed: 20_26 };
const hangMs = 5000;
const memoryKb = 2 * 1024 * 1024;
const messageSchema = z.object({
  index: z.number(),
  what: z.string(),
  outcome: z.string().optional(),
  elapsedMs: z.number().optional(),
  peakKb: z.number().optional(),
});

interface Tally {
  readonly outcomes: Map<string, number>;
  readonly defects: string[];
  slowestMs: number;
  peakKb: number;
}

/** One child from `from` on; returns the number it stopped at, or null when it finished. */
function runChild(name: FuzzTargetName, from: number, tally: Tally): Promise<number | null> {
  const { cuts, flips, seed } = options;
  const child = fork(join(import.meta.dirname, 'fuzzChild.ts'), [name, cuts, flips, seed, from].map(String), {
    execArgv: ['--max-old-space-size=1024'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise(resolve => {
    let current = { index: from, what: 'start' };
    let isDone = false;
    let watch: NodeJS.Timeout | undefined;
    const fail = (why: string) => {
      tally.defects.push(`${current.what}: ${why}`);
      child.kill('SIGKILL');
    };
    child.on('message', raw => {
      clearTimeout(watch);
      const { index, what, outcome, elapsedMs = 0, peakKb = 0 } = messageSchema.parse(raw);
      current = { index, what };
      if (outcome === undefined) {
        watch = setTimeout(() => fail(`hangs over ${hangMs} ms`), hangMs);
        return;
      }
      isDone = index === options.cuts + options.flips - 1;
      tally.outcomes.set(outcome.startsWith('defect') ? 'defect' : outcome, (tally.outcomes.get(outcome) ?? 0) + 1);
      tally.slowestMs = Math.max(tally.slowestMs, elapsedMs);
      tally.peakKb = Math.max(tally.peakKb, peakKb);
      if (outcome.startsWith('defect')) tally.defects.push(`${what}: ${outcome}`);
      if (peakKb > memoryKb) fail(`takes ${peakKb} kB`);
    });
    child.on('exit', (code, signal) => {
      clearTimeout(watch);
      if (isDone) return resolve(null);
      if (signal !== 'SIGKILL') tally.defects.push(`${current.what}: the process ends (${code ?? signal})`);
      resolve(current.index + 1);
    });
  });
}

const asked = process.argv.slice(2);
const names = (Object.keys(fuzzTargets) as FuzzTargetName[]).filter(name => asked.length === 0 || asked.includes(name));
const lines: string[] = [];
const defects: string[] = [];
for (const name of names) {
  const tally: Tally = { outcomes: new Map(), defects: [], slowestMs: 0, peakKb: 0 };
  for (let from: number | null = 0; from !== null && from < options.cuts + options.flips; ) from = await runChild(name, from, tally);
  const of = (outcome: string) => tally.outcomes.get(outcome) ?? 0;
  const told = [...tally.outcomes].filter(([outcome]) => !['volume', 'not recognised', 'defect'].includes(outcome));
  const toldCount = told.reduce((sum, [, count]) => sum + count, 0);
  lines.push(
    `| ${name} | ${of('volume')} | ${toldCount} | ${of('not recognised')} | ${tally.defects.length} | ${Math.round(tally.slowestMs)} | ${Math.round(tally.peakKb / 1024)} |`,
  );
  process.stderr.write(`${lines.at(-1)}\n`);
  defects.push(...tally.defects.map(defect => `${name}, ${defect}`));
}
process.stdout.write('| target | valid volume | told why not | not recognised | defects | slowest, ms | peak, MB |\n');
process.stdout.write(`| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n${lines.join('\n')}\n`);
for (const defect of defects.slice(0, 40)) process.stderr.write(`${defect}\n`);
process.exitCode = defects.length === 0 ? 0 : 1;
