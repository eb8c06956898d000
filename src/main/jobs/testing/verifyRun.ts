// After a kill: is every recorded event in the store, and can every file of the run folder be read?
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeMetricValue } from '../../../shared/domain/runEvent.ts';
import { readEvents } from '../../engine/host/runEvents.ts';
import type { Store } from '../../store/store.ts';

export interface RunCheck {
  /** Metric events whose write returned. */
  recordedRows: number;
  /** Of these, rows that the store lacks, or has with another value where no higher attempt wrote it again. */
  lostRows: number;
  /** Files that do not parse; names ending in .partial are unfinished by design and not counted. */
  unreadableFiles: string[];
}

/** Checks a run that has been followed to the end. Throws where events.jsonl itself cannot be read. */
export function verifyRun(store: Store, run: string, folder: string): RunCheck {
  const { events } = readEvents(folder);
  const rows = new Map(store.metrics.list(run).map(row => [`${row.series} ${row.step}`, row]));
  const metrics = events.filter(event => event.type === 'metric');
  const lost = metrics.filter(event => {
    const row = rows.get(`${event.series} ${event.step}`);
    return row === undefined || (row.attempt <= event.attempt && !Object.is(row.value, decodeMetricValue(event.value)));
  });
  return { recordedRows: metrics.length, lostRows: lost.length, unreadableFiles: unreadableFiles(folder) };
}

/** Every .json and every line of every .jsonl below the folder has to parse; the torn tail of events.jsonl was never recorded. */
function unreadableFiles(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(name => !name.includes('.partial'));
  return names.filter(name => {
    if (!/\.jsonl?$/.test(name)) return false;
    const text = readFileSync(join(folder, name), 'utf8');
    const documents = name.endsWith('.json') ? [text] : text.split('\n').slice(0, -1);
    return !documents.every(isJson);
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
