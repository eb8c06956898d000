// The text that Optovue's software exports beside an .OCT file: sections of `key= value`, some with spaces around the sign. Keys as
// OCT-Converter and readers of the AngioVue know them.
import type { Laterality } from '../../../../shared/domain/manifest.ts';

/** One part of a scan: B-scans of one length beside each other. */
export interface OptovueStep {
  /** The section that it stands in. */
  readonly title: string;
  /** A-scans of a B-scan. */
  readonly columns: number;
  readonly bscans: number;
  readonly widthMm: number | null;
  /** From one B-scan to the next. */
  readonly intervalMm: number | null;
}

export interface OptovueSheet {
  /** Samples of an A-scan; null where the text does not say. */
  readonly rows: number | null;
  readonly depthMm: number | null;
  readonly framesPerGroup: number | null;
  readonly laterality: Laterality | null;
  readonly steps: readonly OptovueStep[];
  /** Kinds of identifiers among the keys. */
  readonly identifiers: readonly string[];
}

const maxSteps = 64;
const identifierKeys: Readonly<Record<string, RegExp>> = {
  name: /\b(patient|last|first)\s*name\b/i,
  'birth date': /\b(birth|dob)\b/i,
  'patient ID': /\bpatient\s*id\b|\bmrn\b/i,
};

export function parseSheet(text: string): OptovueSheet {
  const steps: { title: string; columns: number; bscans: number; widthMm: number | null; intervalMm: number | null }[] = [];
  const found = { rows: null as number | null, depthMm: null as number | null, framesPerGroup: null as number | null };
  const identifiers = new Set<string>();
  let laterality: Laterality | null = null;
  let title = '';
  let columns: number | null = null;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const section = /^\s*\[(.*)\]\s*$/.exec(line)?.[1];
    if (section !== undefined) title = section.trim();
    const [, key = '', value = ''] = /^\s*([^=]+?)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    const step = steps.at(-1);
    for (const [kind, words] of Object.entries(identifierKeys)) if (value !== '' && words.test(key)) identifiers.add(kind);
    if (key === 'OCT Window Height') found.rows ??= count(value);
    if (key === 'Scan Depth') found.depthMm ??= lengthMm(value);
    if (key === 'Frames Per Data Group') found.framesPerGroup ??= count(value);
    if (key === 'Eye Scanned') laterality ??= /^(OD|OS)$/i.test(value) ? (value.toUpperCase() as Laterality) : null;
    if (key === 'XY Scan Length') columns = count(value);
    if (key === 'XY Scan Usage') {
      const bscans = count(value);
      if (columns !== null && bscans !== null && steps.length < maxSteps) {
        steps.push({ title, columns, bscans, widthMm: null, intervalMm: null });
      }
      columns = null;
    }
    if (key === 'XY Scan Size1' && step !== undefined) step.widthMm ??= lengthMm(value);
    if (key === 'XY Scan Interval1' && step !== undefined) step.intervalMm ??= lengthMm(value);
  }
  return { ...found, laterality, steps, identifiers: [...identifiers] };
}

/** A number from 1. */
function count(value: string): number | null {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : 0;
  return number > 0 ? number : null;
}

/** `6.00 mm`, or the number alone; null for another unit. */
function lengthMm(value: string): number | null {
  const [, number, unit = 'mm'] = /^(\d{1,6}(?:\.\d{1,9})?)\s*(\S+)?$/.exec(value) ?? [];
  return number === undefined || unit.toLowerCase() !== 'mm' || Number(number) === 0 ? null : Number(number);
}
