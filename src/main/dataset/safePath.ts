// Names from elsewhere (an upload, an archive) as a path that stays below its folder and fits every file system.
import { createHash } from 'node:crypto';

const longestNameBytes = 200;
const longestPathBytes = 1000;
const deepestFolder = 16;

/**
 * `given` with either kind of slash → a relative path with forward slashes, or null where nothing is left of it. Steps upwards and
 * control characters go; a name that is too long is cut, and a hash keeps it apart from others that begin alike.
 */
export function safePath(given: string): string | null {
  const names = given.split(/[\\/]+/).filter(name => name !== '' && name !== '.' && name !== '..');
  const path = names.slice(-deepestFolder).map(safeName).join('/');
  if (path === '') return null;
  return byteLength(path) <= longestPathBytes ? path : safeName(names.at(-1) as string);
}

function safeName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not stand in a name
  const clean = name.normalize('NFC').replaceAll(/[\u0000-\u001f\u007f:*?"<>|]/g, '_');
  if (byteLength(clean) <= longestNameBytes) return clean;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  const mark = `~${createHash('sha256').update(name).digest('hex').slice(0, 8)}${extension}`;
  return `${cut(clean, longestNameBytes - mark.length)}${mark}`;
}

/** As many whole characters as fit into so many bytes. */
function cut(text: string, bytes: number): string {
  let kept = '';
  let size = 0;
  for (const character of text) {
    size += byteLength(character);
    if (size > bytes) break;
    kept += character;
  }
  return kept;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}
