import { expect, test } from 'vitest';
import { type CommandId, commandSpec, keymap, scopes } from './keymap.ts';
import { type KeyPress, matchesKey, parseKey } from './matchKey.ts';

const ids = Object.keys(keymap) as CommandId[];

/** Characters without and with Shift of the keys whose place differs, by physical key. */
const layouts: Record<string, Record<string, [string, string]>> = {
  qwerty: {
    KeyY: ['y', 'Y'],
    KeyZ: ['z', 'Z'],
    KeyQ: ['q', 'Q'],
    KeyA: ['a', 'A'],
    KeyW: ['w', 'W'],
    KeyM: ['m', 'M'],
    Semicolon: [';', ':'],
    Comma: [',', '<'],
    Period: ['.', '>'],
    Minus: ['-', '_'],
    Equal: ['=', '+'],
    BracketLeft: ['[', '{'],
    BracketRight: [']', '}'],
    Digit6: ['6', '^'],
    Digit1: ['1', '!'],
  },
  qwertz: {
    KeyY: ['z', 'Z'],
    KeyZ: ['y', 'Y'],
    KeyQ: ['q', 'Q'],
    KeyA: ['a', 'A'],
    KeyW: ['w', 'W'],
    KeyM: ['m', 'M'],
    Semicolon: ['ö', 'Ö'],
    Comma: [',', ';'],
    Period: ['.', ':'],
    Minus: ['ß', '?'],
    Equal: ['´', '`'],
    Slash: ['-', '_'],
    BracketLeft: ['ü', 'Ü'],
    BracketRight: ['+', '*'],
    Digit6: ['6', '&'],
    Digit1: ['1', '!'],
  },
  azerty: {
    KeyY: ['y', 'Y'],
    KeyZ: ['w', 'W'],
    KeyQ: ['a', 'A'],
    KeyA: ['q', 'Q'],
    KeyW: ['z', 'Z'],
    KeyM: [',', '?'],
    Semicolon: ['m', 'M'],
    Comma: [';', '.'],
    Period: [':', '/'],
    Minus: [')', '°'],
    Equal: ['=', '+'],
    BracketLeft: ['Dead', 'Dead'],
    BracketRight: ['$', '£'],
    Digit6: ['-', '6'],
    Digit1: ['&', '1'],
  },
};

/** Every key press of a layout that could mean something, with every set of modifiers. */
function presses(layout: Record<string, [string, string]>): KeyPress[] {
  const keys: Record<string, [string, string]> = { ...layout };
  for (const letter of 'BCDEFGHIJKLNOPRSTUVX') keys[`Key${letter}`] = [letter.toLowerCase(), letter];
  for (const digit of '0234578'.concat('9')) keys[`Digit${digit}`] ??= [digit, '¤'];
  for (const name of [
    'Enter',
    'Escape',
    'Backspace',
    'Delete',
    'Home',
    'End',
    'PageUp',
    'PageDown',
    'ArrowLeft',
    'ArrowRight',
    'ArrowUp',
    'ArrowDown',
  ])
    keys[name] = [name, name];
  for (let n = 1; n <= 12; n++) keys[`F${n}`] = [`F${n}`, `F${n}`];
  keys.Space = [' ', ' '];
  return Object.entries(keys).flatMap(([code, [plain, shifted]]) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map(bits => {
      const shiftKey = (bits & 1) !== 0;
      return { key: shiftKey ? shifted : plain, code, shiftKey, ctrlKey: (bits & 2) !== 0, altKey: (bits & 4) !== 0, metaKey: false };
    }),
  );
}

test('within a scope and against the global one no key means two commands, on QWERTY, QWERTZ and AZERTY', () => {
  const conflicts: string[] = [];
  for (const [name, layout] of Object.entries(layouts)) {
    for (const press of presses(layout)) {
      for (const scope of scopes) {
        const meant = ids.filter(id => {
          const { scope: own, keys } = commandSpec(id);
          return (own === scope || own === 'global') && keys.some(key => matchesKey(press, key));
        });
        if (meant.length > 1) conflicts.push(`${name} ${scope} ${press.code}: ${meant.join(', ')}`);
      }
    }
  }
  expect([...new Set(conflicts)]).toEqual([]);
});

test('every key of the table can be pressed on each of the layouts', () => {
  for (const [name, layout] of Object.entries(layouts)) {
    const all = presses(layout);
    for (const id of ids) {
      const { keys } = commandSpec(id);
      const isReachable = keys.length === 0 || keys.some(key => all.some(press => matchesKey(press, key)));
      expect(isReachable, `${id} on ${name}`).toBe(true);
    }
  }
});

test('no key is one that a browser keeps for itself', () => {
  const reserved = [
    'Ctrl+N',
    'Ctrl+T',
    'Ctrl+W',
    'Ctrl+Shift+N',
    'Ctrl+Shift+T',
    'Ctrl+Shift+W',
    'Ctrl+Tab',
    'Ctrl+Q',
    'Alt+F4',
    'F11',
    'F12',
  ];
  const used = ids.flatMap(id => commandSpec(id).keys.map(key => ({ id, key: normal(key) })));
  expect(used.filter(({ key }) => reserved.map(normal).includes(key))).toEqual([]);
});

test('every command has words of its own', () => {
  const labels = ids.map(id => `${commandSpec(id).scope}: ${commandSpec(id).label}`);
  expect(labels.filter(label => label.length < 8)).toEqual([]);
  expect(new Set(labels).size).toBe(labels.length);
});

function normal(key: string): string {
  const { modifiers, main } = parseKey(key);
  return [...[...modifiers].sort(), main.toUpperCase()].join('+');
}
