// Values of settings in words, and which of the server's complaints belongs to which place of the form.
import { z } from 'zod';
import { type Json, valueAt } from '../../../shared/domain/configSettings.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
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

/** `optimizer.params.learningRate` → Optimizer · Learning rate; an entry of a list goes by its own name. */
export function placeWords(path: string, config: Json): string {
  const keys = path.split('.');
  const words = keys.flatMap((key, i) => {
    if (key === 'params' || key === 'training' || key === 'name') return [];
    const place = keys.slice(0, i + 1).join('.');
    const isList = Array.isArray(valueAt(config, place)) && i < keys.length - 1;
    return isList ? [] : [/^\d+$/.test(key) ? valueWords(valueAt(config, `${place}.name`)) : spoken(key)];
  });
  return words.join(' · ');
}

const issuesSchema = z.array(
  z.looseObject({
    path: z.array(z.union([z.string(), z.number()])),
    message: z.string(),
    code: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    inclusive: z.boolean().optional(),
  }),
);

export interface Complaints {
  /** By the path of the place, with dots. */
  at: ReadonlyMap<string, string>;
  /** What belongs to no place. */
  general: string | null;
}

export function complaintsOf(error: unknown): Complaints {
  if (error === null || error === undefined) return { at: new Map(), general: null };
  const { message, details } = toAppError(error);
  const issues = issuesSchema.safeParse(details.issues).data ?? [];
  const at = new Map(issues.flatMap(issue => (issue.path.length === 0 ? [] : [[issue.path.join('.'), issueWords(issue)] as const])));
  return { at, general: at.size === 0 ? message : null };
}

/** zod's complaints about numbers in words; any other as it is. */
function issueWords({ code, message, minimum, maximum, inclusive = true }: z.infer<typeof issuesSchema>[number]): string {
  if (code === 'too_small' && minimum !== undefined) return inclusive ? text.form.atLeast(minimum) : text.form.moreThan(minimum);
  if (code === 'too_big' && maximum !== undefined) return inclusive ? text.form.atMost(maximum) : text.form.lessThan(maximum);
  return message;
}

/** The complaint about a place or anything inside it. */
export function complaintAt({ at }: Complaints, path: string): string | undefined {
  for (const [place, message] of at) if (place === path || place.startsWith(`${path}.`)) return message;
  return undefined;
}
