// Fixed-length text fields.

/** Up to the first zero, without surrounding blanks; null where nothing is left. */
export function textOf(bytes: Uint8Array, encoding: 'latin1' | 'utf-16le' = 'latin1'): string | null {
  const text = new TextDecoder(encoding).decode(bytes).split('\0')[0]?.trim() ?? '';
  return text === '' ? null : text;
}
