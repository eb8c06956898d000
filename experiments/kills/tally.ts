// What each kill did, and the table over all of them.
import { markdownTable } from '../results.ts';

/** One start of Fovea, and the kill that ended it. */
export interface KillRecord {
  kind: string;
  /** Milliseconds after Fovea's start. */
  atMs: number;
  /** Live processes that the signal met: 0 where everything had ended by itself before. */
  hit: number;
  /** A checkpoint was left half-written. */
  cutCheckpoint: boolean;
  /** Rows whose write had returned when the kill came, and how many of them are not there afterwards. */
  recordedRows: number;
  lostRows: number;
  unreadableFiles: string[];
  /** Everything else that was not as it should be. */
  problems: string[];
}

/** A run or an import that was killed some times and then left alone. */
export interface EndRecord {
  kind: string;
  kills: number;
  /** From the one that was never killed. */
  differences: string[];
}

const head = [
  'what was killed',
  'kills that met a live process',
  'a checkpoint half-written',
  'rows recorded before the kills',
  'rows lost',
  'unreadable files',
  'other problems',
  'ended equal to the undisturbed',
];

export function killTable(kills: readonly KillRecord[], ends: readonly EndRecord[]): string {
  const kinds = [...new Set(kills.map(record => record.kind))];
  const rows = [...kinds.map(kind => tableRow(kind, kills.filter(isOf(kind)), ends.filter(isOf(kind)))), tableRow('all', kills, ends)];
  return markdownTable(head, rows);
}

/** All that was lost, unreadable or otherwise wrong, a line each. */
export function failures(kills: readonly KillRecord[], ends: readonly EndRecord[]): string[] {
  return [
    ...kills.flatMap(({ kind, lostRows, unreadableFiles, problems }) => [
      ...(lostRows > 0 ? [`${kind}: ${lostRows} rows lost`] : []),
      ...[...unreadableFiles, ...problems].map(text => `${kind}: ${text}`),
    ]),
    ...ends.flatMap(({ kind, differences }) => differences.map(text => `${kind}, at its end: ${text}`)),
  ];
}

function tableRow(name: string, kills: readonly KillRecord[], ends: readonly EndRecord[]): string[] {
  const sum = (value: (record: KillRecord) => number) => kills.reduce((total, record) => total + value(record), 0);
  return [
    name,
    String(sum(record => Number(record.hit > 0))),
    String(sum(record => Number(record.cutCheckpoint))),
    String(sum(record => (record.hit > 0 ? record.recordedRows : 0))),
    `**${sum(record => record.lostRows)}**`,
    `**${sum(record => record.unreadableFiles.length)}**`,
    `**${sum(record => record.problems.length)}**`,
    `${ends.filter(end => end.differences.length === 0).length} of ${ends.length}`,
  ];
}

function isOf(kind: string): (record: { kind: string }) => boolean {
  return record => record.kind === kind;
}
