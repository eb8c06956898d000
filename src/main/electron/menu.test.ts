import { expect, test } from 'vitest';
import { keymap } from '../../renderer/keyboard/keymap.ts';
import { menuTemplate } from './menu.ts';

test('the menu takes no key of the window, and the developer’s tools only where one develops', () => {
  const accelerators = (isDevelopment: boolean) =>
    menuTemplate({ isDevelopment }).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []).map(item => item.accelerator));
  const taken: string[] = Object.values(keymap).flatMap(({ keys }) => [...keys]);
  expect(accelerators(true).filter(key => key !== undefined && taken.includes(key))).toEqual([]);
  expect(accelerators(true)).toContain('Ctrl+Shift+I');
  expect(accelerators(false)).not.toContain('Ctrl+Shift+I');
});
