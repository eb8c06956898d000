// Values of settings in words, and which of the server's complaints belongs to which place of the form.
import type { Json } from '../../../shared/domain/configSettings.ts';
import { toAppError } from '../../client/toAppError.ts';
import { spoken } from '../../ui/form/SchemaControl.tsx';

/** Short enough for a tooltip. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return spoken(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) {
    const words = value.map(valueWords);
    return words.length <= 4 ? words.join(', ') || 'none' : `${words.slice(0, 3).join(', ')} and ${words.length - 3} more`;
  }
  return 'name' in value ? valueWords(value.name) : JSON.stringify(value).slice(0, 80);
}

export interface Complaints {
  /** By the path of the place, with dots. */
  at: ReadonlyMap<string, string>;
  /** What belongs to no place. */
  general: string | null;
}

export function complaintsOf(error: unknown): Complaints {
  if (error === null || error === undefined) return { at: new Map(), general: null };
  const { message, details } = toAppError(error);
  const issues = Array.isArray(details.issues) ? (details.issues as { path?: (string | number)[]; message?: string }[]) : [];
  const at = new Map(issues.flatMap(({ path = [], message: text = '' }) => (path.length === 0 ? [] : [[path.join('.'), text] as const])));
  return { at, general: at.size === 0 ? message : null };
}

/** The complaint about a place or anything inside it. */
export function complaintAt({ at }: Complaints, path: string): string | undefined {
  for (const [place, message] of at) if (place === path || place.startsWith(`${path}.`)) return message;
  return undefined;
}
