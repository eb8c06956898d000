import { expect, test } from 'vitest';
import { matchesKey } from './matchKey.ts';

const press = (key: string, code: string, ...held: ('ctrlKey' | 'shiftKey' | 'altKey' | 'metaKey')[]) => ({
  ...{ key, code, ctrlKey: false, shiftKey: false, altKey: false, metaKey: false },
  ...Object.fromEntries(held.map(name => [name, true])),
});

test('letters match by character on every layout', () => {
  expect(matchesKey(press('z', 'KeyY', 'ctrlKey'), 'Ctrl+Z')).toBe(true); // QWERTZ
  expect(matchesKey(press('y', 'KeyZ', 'ctrlKey'), 'Ctrl+Z')).toBe(false);
  expect(matchesKey(press('Z', 'KeyZ', 'ctrlKey', 'shiftKey'), 'Ctrl+Shift+Z')).toBe(true);
  expect(matchesKey(press('Z', 'KeyZ', 'ctrlKey', 'shiftKey'), 'Ctrl+Z')).toBe(false);
  expect(matchesKey(press('k', 'KeyK', 'metaKey'), 'Ctrl+K')).toBe(true);
  expect(matchesKey(press('k', 'KeyK'), 'Ctrl+K')).toBe(false);
});

test('digits and brackets match by physical key', () => {
  expect(matchesKey(press('&', 'Digit1'), '1')).toBe(true); // AZERTY
  expect(matchesKey(press('1', 'Digit1', 'shiftKey'), '1')).toBe(false);
  expect(matchesKey(press('!', 'Digit1', 'shiftKey'), 'Shift+1')).toBe(true);
  expect(matchesKey(press('1', 'Numpad1'), '1')).toBe(true);
  expect(matchesKey(press('End', 'Numpad1'), '1')).toBe(false);
  expect(matchesKey(press('End', 'Numpad1'), 'End')).toBe(true);
  expect(matchesKey(press('ü', 'BracketLeft'), '[')).toBe(true); // QWERTZ
});

test('signs match by character with or without Shift, and never from the digit row', () => {
  expect(matchesKey(press('+', 'Equal', 'shiftKey'), '+')).toBe(true);
  expect(matchesKey(press('+', 'BracketRight'), '+')).toBe(true);
  expect(matchesKey(press('-', 'Digit6'), '-')).toBe(false); // AZERTY: this key is 6
  expect(matchesKey(press('-', 'Digit6'), '6')).toBe(true);
  expect(matchesKey(press('.', 'Comma', 'shiftKey'), '.')).toBe(true);
  expect(matchesKey(press('+', 'NumpadAdd', 'ctrlKey'), 'Ctrl++')).toBe(true);
});
