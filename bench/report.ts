// Benchmark results for people (a Markdown table) and for programs (JSON with the facts of the machine).

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { formatNumber } from '../src/shared/units.ts';
import type { Comparison, PeerResult, Spread } from './orchestrate.ts';

export interface MachineFacts {
  readonly atMs: number;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  readonly commit: string;
  /** The working tree differs from the commit. */
  readonly modified: boolean;
  /** Load average of the minute before: other work on the machine. */
  readonly loadBefore: number;
}

/** Facts of this machine and checkout; call it before the first benchmark starts. */
export function machineFacts(): MachineFacts {
  return {
    atMs: Date.now(),
    cpu: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${process.platform} ${process.arch} ${release()}`,
    node: process.version,
    commit: git('rev-parse', 'HEAD') ?? 'unknown',
    modified: git('status', '--porcelain') !== '',
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** One row a comparison: times, ratio to the fastest peer with its spread over the pairs, peak memory; then the slower peers. */
function comparisonTable(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ title, subject, peers }) => {
    const [best, ...slower] = peers as [PeerResult, ...PeerResult[]];
    const memory = `${formatNumber(subject.peakRssMiB)} / ${formatNumber(best.peakRssMiB)} (${best.memoryRatio.toFixed(2)}×)`;
    const others = slower.map(peer => `${peer.name} ${milliseconds(peer.stepMs.median)} (${ratio(peer.ratio)})`).join('; ');
    return [
      title,
      `${subject.name} ${milliseconds(subject.stepMs.median)}`,
      `${best.name} ${milliseconds(best.stepMs.median)}`,
      `**${ratio(best.ratio)}**`,
      memory,
      others || '–',
    ];
  });
  const head = ['workload', 'ours, ms a step', 'fastest peer', 'ratio (min–max of pairs)', 'peak memory MiB', 'other peers'];
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** One line on where the numbers come from. */
export function machineLine(facts: MachineFacts): string {
  const commit = `${facts.commit.slice(0, 10)}${facts.modified ? ', modified' : ''}`;
  return (
    `${facts.cpu}, ${facts.cores} cores, ${facts.memoryGiB} GiB; ${facts.system}; Node ${facts.node}; commit ${commit}; ` +
    `${new Date(facts.atMs).toISOString().slice(0, 10)}; load before ${facts.loadBefore.toFixed(1)}`
  );
}

/** The table of comparisons, and every turn and ratio. */
export function compared(comparisons: readonly Comparison[]): { table: string; numbers: Record<string, unknown> } {
  return { table: comparisonTable(comparisons), numbers: { comparisons } };
}

/** Writes `{version, machine, …numbers}`. */
export function writeReport(path: string, machine: MachineFacts, numbers: Record<string, unknown>): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify({ version: 1, machine, ...numbers }, null, 2)}\n`);
}

function milliseconds(value: number): string {
  return formatNumber(value, value < 100 ? 1 : 0);
}

function ratio({ median, min, max }: Spread): string {
  return `${median.toFixed(2)}× (${min.toFixed(2)}–${max.toFixed(2)})`;
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, { cwd: import.meta.dirname, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
