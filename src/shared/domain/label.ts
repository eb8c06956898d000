// What a person says about a scan: its class, that no class can be told, or nothing any more; whether it is flagged; whether it is
// left out. Unlabelled, ungradable and labelled are three different things.
import { z } from 'zod';

/** Each is a labelling task of its own (CONTRACTS, "Labels"): setting one leaves the others as they are. */
export const itemTasks = { class: 'diagnosis', flag: 'flag', exclusion: 'exclude' } as const;
export type ItemTask = (typeof itemTasks)[keyof typeof itemTasks];

/** `ungradable`: a person looked, and no class can be told. `clear`: as if nobody had ever said anything. */
export const labelDecisionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('class'), name: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('ungradable') }),
  z.strictObject({ kind: z.literal('clear') }),
  z.strictObject({ kind: z.literal('flag'), on: z.boolean() }),
  z.strictObject({ kind: z.literal('exclude'), on: z.boolean() }),
]);
export type LabelDecision = z.infer<typeof labelDecisionSchema>;

/** The value of an event of kind `none` that says ungradable; any other value of that kind says unlabelled. */
export const ungradableValue = { ungradable: true } as const;

export function isUngradable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'ungradable' in value && value.ungradable === true;
}

export const profileSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  initials: z.string(),
  /** Place in the window's row of profile colours. */
  colorIndex: z.int().min(0),
  createdMs: z.int(),
});
export type Profile = z.infer<typeof profileSchema>;

/** `Ada Lovelace` → AL, `Ada` → AD: a suggestion. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s.-]+/)
    .filter(word => word !== '');
  const letters = words.length > 1 ? words.map(word => [...word][0]).join('') : (words[0] ?? '').slice(0, 2);
  return letters.toUpperCase().slice(0, 3);
}

/** Labelled patients that each class needs before a split and a training make sense. */
export const fewestPatientsPerClass = 2;
