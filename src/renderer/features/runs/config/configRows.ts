// A configuration as rows for people: every value with its path, and what the recipe says where it differs.
import { type Json, sameJson, settingsBetween, valueAt } from '../../../../shared/domain/configSettings.ts';
import type { RunDetails } from '../../../client/api.ts';

export interface ConfigRow {
  path: string;
  value: string;
  /** What the default recipe says; null where it says the same. */
  recipe: string | null;
}

const hidden = ['version', 'kind', 'data', 'weights', 'explain', 'initialWeights'];

export function configRows({ config, recipe }: Pick<RunDetails, 'config' | 'recipe'>): ConfigRow[] {
  const [own, base] = [toJson(config), toJson(recipe)];
  return leaves(own, '')
    .filter(({ path }) => !hidden.includes(path.split('.')[0] as string))
    .map(({ path, value }) => {
      const usual = valueAt(base, path);
      return { path, value: valueText(value), recipe: sameJson(usual, value) ? null : usual === undefined ? '—' : valueText(usual) };
    });
}

/** The command that makes the same training again on today's data. */
export function commandLine({ config, recipe }: Pick<RunDetails, 'config' | 'recipe'>): string {
  const { dataset, split } = config.data;
  const settings = settingsBetween(toJson(recipe), toJson(config)).filter(
    ({ path }) => !hidden.includes(path.split('.')[0] as string) && path !== 'seed',
  );
  const sets = settings.map(({ path, value }) => `--set ${quoted(`${path}=${JSON.stringify(value)}`)}`);
  return ['bin/fovea train', `--dataset ${quoted(dataset)}`, `--split ${quoted(split)}`, `--seed ${config.seed}`, ...sets].join(' ');
}

/** Choices are one row each, with their parameters below. */
function leaves(value: Json, path: string): { path: string; value: Json }[] {
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(value)) {
    const hasParts = value.length > 0 && value.every(entry => typeof entry === 'object' && entry !== null);
    return hasParts ? value.flatMap((entry, i) => leaves(entry, below(i))) : [{ path, value }];
  }
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, entry]) => leaves(entry as Json, below(key)));
}

function valueText(value: Json): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(valueText).join(' × ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function toJson(value: unknown): Json {
  return JSON.parse(JSON.stringify(value)) as Json;
}

/** For a shell. */
function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
