// Does a key press mean a key of the keymap? Letters by character, so that Z is where the keyboard has its Z; digits and brackets by
// physical key, because QWERTZ and AZERTY need AltGr or Shift for their characters.

export interface KeyPress {
  key: string;
  code: string;
  ctrlKey: boolean;
  shiftKey: boolean;
  altKey: boolean;
  metaKey: boolean;
}

const codes: Readonly<Record<string, string>> = { '[': 'BracketLeft', ']': 'BracketRight', Space: 'Space' };
const characters: Readonly<Record<string, readonly string[]>> = { '+': ['+'], '-': ['-', '−'], ',': [','], '.': ['.'] };

/** `Ctrl+Shift+B` → its parts; the last one is the key. */
export function parseKey(text: string): { modifiers: ReadonlySet<string>; main: string } {
  const parts = text.endsWith('++') ? [...text.slice(0, -2).split('+'), '+'] : text === '+' ? ['+'] : text.split('+');
  return { modifiers: new Set(parts.slice(0, -1)), main: parts.at(-1) as string };
}

export function matchesKey(press: KeyPress, text: string): boolean {
  const { modifiers, main } = parseKey(text);
  if ((press.ctrlKey || press.metaKey) !== modifiers.has('Ctrl') || press.altKey !== modifiers.has('Alt')) return false;
  const ofDigit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  // With Num Lock off the keypad's digits are arrows and the like.
  const isDigit = ofDigit !== undefined && (press.code.startsWith('Digit') || /^\d$/.test(press.key));
  const character = characters[main];
  // Whether a sign needs Shift depends on the layout.
  if (character !== undefined) return !isDigit && character.includes(press.key);
  if (press.shiftKey !== modifiers.has('Shift')) return false;
  if (/^\d$/.test(main)) return isDigit && ofDigit === main;
  const code = codes[main];
  if (code !== undefined) return press.code === code;
  return !isDigit && press.key.toLowerCase() === main.toLowerCase();
}
