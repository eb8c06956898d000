// A choice is a name with JSON parameters; a spec says what a name means and which parameters it takes.
import { z } from 'zod';
import { AppError } from '../errors.ts';

/** A stored choice, e.g. `{name: 'adamw', params: {weightDecay: 0.01}}`. */
export const choiceSchema = z.strictObject({
  name: z.string(),
  params: z.record(z.string(), z.json()).default({}),
});
export type Choice = z.infer<typeof choiceSchema>;

/** What every family's spec has: from it come the form, the catalogue, the docs page and the CLI flag. */
export interface Spec<Params extends z.ZodType = z.ZodType> {
  readonly name: string;
  /** The name in a form; every choice of a training form has one. */
  readonly title?: string;
  /** One line in plain words. */
  readonly summary: string;
  /** The paper, standard or library that the choice follows. */
  readonly reference: string;
  /** zod object; every field has a default, and its words for a form: `.meta({title, description, unit})`. */
  readonly params: Params;
}

/**
 * Looks a choice up in its family's registry and parses its parameters.
 * Errors: `unknownName` with the list of the known names; `usage` with the offending parameter.
 */
export function resolveChoice<S extends Spec>(
  family: string,
  registry: Record<string, S>,
  choice: { name: string; params?: unknown },
): { spec: S; params: z.output<S['params']> } {
  const spec = Object.hasOwn(registry, choice.name) ? registry[choice.name] : undefined;
  if (spec === undefined) {
    const known = Object.keys(registry);
    throw new AppError('unknownName', `Expected a known ${family}, received '${choice.name}'. Known: ${known.join(', ')}.`, {
      details: { family, name: choice.name, known },
    });
  }
  const parsed = spec.params.safeParse(choice.params ?? {});
  if (!parsed.success) {
    throw new AppError('usage', `Parameters of ${family} '${choice.name}': ${z.prettifyError(parsed.error)}`, {
      details: { family, name: choice.name, issues: parsed.error.issues },
    });
  }
  return { spec, params: parsed.data as z.output<S['params']> };
}
