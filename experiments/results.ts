// Where experiments write their results: a Markdown page for people beside a JSON file with every number.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';

export const resultsFolder = join(import.meta.dirname, '..', 'docs', 'experiments');

/** Writes docs/experiments/<name>.json and, below a line that says how it was made, the tables of <name>.md. */
export function writeResults(name: string, command: string, tables: string, numbers: Record<string, unknown>): void {
  mkdirSync(join(resultsFolder, 'images'), { recursive: true });
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim();
  const made = { command, commit, date: new Date().toISOString().slice(0, 10), cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length };
  writeFileSync(join(resultsFolder, `${name}.json`), `${JSON.stringify({ version: 1, made, ...numbers }, null, 2)}\n`);
  const line = `Made by \`${command}\`, commit ${commit}, ${made.date}, ${made.cores} cores of ${made.cpu}.`;
  writeFileSync(join(resultsFolder, `${name}.tables.md`), `<!-- made by ${command}; do not edit -->\n\n${tables}\n\n${line}\n`);
}

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}
