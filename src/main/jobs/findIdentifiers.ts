// Looks for patient identifiers and places in exported text, word by word, so that it stays fast for a hundred thousand of them.

export interface Wanted {
  /** Patient identifiers: found where they stand as a word of their own. */
  identifiers: ReadonlySet<string>;
  /** Paths and file names: found as a whole cell or JSON string. */
  texts: ReadonlySet<string>;
}

/** Short ones (a `7`) are words of ordinary text, so they count only as a whole value. */
const shortestWord = 5;

/**
 * The first find, or null. `text` is JSON, JSON lines or CSV. Unquoted numbers are counts and measurements: one that equals an
 * identifier is chance, except where `numbersCount`, as in a table of items.
 */
export function findIdentifiers(text: string, { identifiers, texts }: Wanted, options: { numbersCount?: boolean } = {}): string | null {
  for (const [, quoted, bare] of text.matchAll(/"((?:[^"\\]|\\.)*)"|([^",\r\n{}[\]:]+)/g)) {
    const value = quoted ?? bare ?? '';
    if (quoted === undefined && options.numbersCount !== true && isNumber(value)) continue;
    if (texts.has(value) || identifiers.has(value)) return value;
    for (const [word] of value.matchAll(/[\p{L}\p{N}]+/gu)) if (word.length >= shortestWord && identifiers.has(word)) return word;
  }
  return null;
}

function isNumber(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}
