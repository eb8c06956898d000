// Switches of volume formats by their names, as a command line gives them: they hold for every format that has all of them.
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { OpenPathOptions } from './openVolumePath.ts';
import type { VolumeFormat } from './volumeFormat.ts';
import { switchesOf, type VolumeFormatName, volumeFormats } from './volumes.ts';

/** Names of a format's switches. */
export function switchNames(format: VolumeFormat): string[] {
  const { properties = {} } = z
    .looseObject({ properties: z.record(z.string(), z.unknown()).optional() })
    .parse(z.toJSONSchema(format.params, { io: 'input' }));
  return Object.keys(properties);
}

/** `pairs`: `name=value`, a value in JSON or a word. Errors: `badInput` for other words, names and values. */
export function namedSwitches(pairs: readonly string[]): NonNullable<OpenPathOptions['params']> {
  if (pairs.length === 0) return {};
  const given = Object.fromEntries(pairs.map(switchOf));
  const names = Object.keys(given);
  const formats = Object.values<VolumeFormat>(volumeFormats);
  const having = formats.filter(format => names.every(name => switchNames(format).includes(name)));
  if (having.length === 0) {
    const known = formats.flatMap(format => (switchNames(format).length === 0 ? [] : `${format.title}: ${switchNames(format).join(', ')}`));
    throw new AppError('badInput', `Expected switches of one format, received ${names.join(', ')}. There are: ${known.join('; ')}.`);
  }
  return Object.fromEntries(having.map(({ name }) => [name, switchesOf(name as VolumeFormatName, given)]));
}

function switchOf(pair: string): readonly [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw new AppError('badInput', `Expected a switch as name=value, received '${pair}'.`);
  const value = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(value)];
  } catch {
    return [pair.slice(0, at), value];
  }
}
