// Applies a person's regular expression to many paths, with a limit on its time.
import { Script } from 'node:vm';
import { AppError } from '../../../shared/errors.ts';

const pathsPerCall = 1000;
const limitMs = 1000;
const longestPattern = 1000;
const script = new Script('paths.map(path => pattern.exec(path)?.groups)');

/**
 * Compiles a pattern (Unicode mode) that must have the named group `patient`.
 * Errors: `usage` when it is no regular expression, has no such group, or is longer than 1,000 characters.
 */
export function compilePattern(pattern: string): RegExp {
  const hint = 'Example: (?<patient>\\d+)_(?<eye>OD|OS)_(?<date>\\d{8})';
  if (pattern.length > longestPattern) {
    throw new AppError('usage', `Expected a patient pattern of at most ${longestPattern} characters, received ${pattern.length}.`);
  }
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, 'u');
  } catch (cause) {
    throw new AppError(
      'usage',
      `Expected a regular expression as patient pattern, received '${pattern}': ${(cause as Error).message}. ${hint}`,
      {
        cause,
      },
    );
  }
  // With an empty alternative every pattern matches, and the match lists all named groups.
  const groups = Object.keys(new RegExp(`${pattern}|`, 'u').exec('')?.groups ?? {});
  if (!groups.includes('patient')) {
    throw new AppError('usage', `Expected a patient pattern with a group named 'patient', received '${pattern}'. ${hint}`);
  }
  return compiled;
}

/**
 * The named groups of each path's match, undefined where it does not match. The regular expression runs under a
 * watchdog, because one with nested repeats can take longer than the age of the universe.
 * Errors: `usage` when 1,000 paths take longer than a second.
 */
export function matchPaths(pattern: RegExp, paths: readonly string[]): (Record<string, string | undefined> | undefined)[] {
  const matches: (Record<string, string | undefined> | undefined)[] = [];
  for (let at = 0; at < paths.length; at += pathsPerCall) {
    const chunk = paths.slice(at, at + pathsPerCall);
    try {
      matches.push(...script.runInNewContext({ pattern, paths: chunk }, { timeout: limitMs }));
    } catch (cause) {
      throw new AppError(
        'usage',
        `Expected a patient pattern that reads ${pathsPerCall} names in ${limitMs} ms, '${pattern.source}' takes longer (first name: '${chunk[0]}'). Avoid repeats inside repeats such as (a+)+.`,
        { cause },
      );
    }
  }
  return matches;
}
