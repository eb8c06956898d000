// A run's configuration changed by hand: a partial file laid over it, then single paths such as `training.epochs=5`.
import { z } from 'zod';
import { AppError } from '../errors.ts';

export type Json = z.core.util.JSONType;
type JsonObject = { [key: string]: Json };

/** A path with dots and the value to put there. */
export interface Setting {
  path: string;
  value: Json;
}

/** `optimizer.params.learningRate=0.01`: the value is JSON where it parses as JSON, else text. Errors: `usage`. */
export function parseSetting(text: string): Setting {
  const at = text.indexOf('=');
  if (at < 1) throw new AppError('usage', `Expected path=value, received '${text}'. Example: training.epochs=5`);
  return { path: text.slice(0, at), value: parseValue(text.slice(at + 1)) };
}

/**
 * Objects are merged key by key, lists replaced whole. A choice is replaced whole too, as another name takes other parameters;
 * `{params: …}` without a name changes parameters of the choice that is there.
 */
export function overlay(base: Json, patch: Json): Json {
  if (isChoice(base) && typeof patch === 'string') return { name: patch, params: {} };
  if (!isObject(base) || !isObject(patch)) return patch;
  if (isChoice(base) && patch.name !== undefined && patch.name !== base.name) return { params: {}, ...patch };
  const merged: JsonObject = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    const old = Object.hasOwn(base, key) ? base[key] : undefined;
    merged[key] = old === undefined ? value : overlay(old, value);
  }
  return merged;
}

/** Puts a value at a path; numbers in the path are places in lists. Errors: `usage` where the path leads nowhere. */
export function applySetting(base: Json, { path, value }: Setting): Json {
  return place(base, path.split('.'), value, path);
}

function place(base: Json, [key = '', ...rest]: string[], value: Json, path: string): Json {
  if (Array.isArray(base)) {
    const at = Number(key);
    if (!Number.isInteger(at) || at < 0 || at >= base.length) {
      throw new AppError('usage', `Expected a place from 0 to ${base.length - 1} in '${path}', received '${key}'.`);
    }
    return base.map((entry, i) => (i !== at ? entry : rest.length === 0 ? overlay(entry, value) : place(entry, rest, value, path)));
  }
  if (!isObject(base))
    throw new AppError('usage', `Expected a path in the configuration, received '${path}': '${key}' lies in a plain value.`);
  if (key === '') throw new AppError('usage', `Expected names between the dots of '${path}'.`);
  const old = Object.hasOwn(base, key) ? base[key] : undefined;
  if (rest.length > 0) return { ...base, [key]: place(old ?? {}, rest, value, path) };
  if (isChoice(base) && key === 'name' && value !== base.name) return { name: value, params: {} };
  return { ...base, [key]: old === undefined ? value : isChoice(old) ? overlay(old, value) : value };
}

function parseValue(text: string): Json {
  try {
    return z.json().parse(JSON.parse(text));
  } catch {
    return text;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isChoice(value: Json | undefined): value is JsonObject {
  return isObject(value) && typeof value.name === 'string' && isObject(value.params);
}

/** The settings that lead from one configuration to another: the places that differ, each as deep as it can be said. */
export function settingsBetween(base: Json, changed: Json, path = ''): Setting[] {
  if (sameJson(base, changed)) return [];
  const below = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
  if (Array.isArray(base) && Array.isArray(changed) && base.length === changed.length && base.length > 0) {
    const areAlike = base.every((entry, i) => isChoice(entry) && isChoice(changed[i]) && entry.name === (changed[i] as JsonObject).name);
    if (areAlike) return base.flatMap((entry, i) => settingsBetween(entry, changed[i] as Json, below(i)));
  }
  const isOther = isChoice(base) && isObject(changed) && base.name !== changed.name;
  if (!isObject(base) || !isObject(changed) || isOther || Object.keys(base).some(key => !Object.hasOwn(changed, key))) {
    return [{ path, value: changed }];
  }
  return Object.entries(changed).flatMap(([key, value]) =>
    Object.hasOwn(base, key) ? settingsBetween(base[key] as Json, value, below(key)) : [{ path: below(key), value }],
  );
}

/** The value at a path; undefined where it leads nowhere. */
export function valueAt(base: Json, path: string): Json | undefined {
  let value: Json | undefined = base;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** Equal as JSON, whatever the order of keys. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((entry, i) => sameJson(entry, b[i]));
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every(key => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}
