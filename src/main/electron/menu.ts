// The menu behind the Alt key: what belongs to the shell and not to the page. Copying, undoing and the like are the page's own keys,
// and nothing here takes a key of its keymap from it.
import type { MenuItemConstructorOptions } from 'electron';

export function menuTemplate({ isDevelopment }: { isDevelopment: boolean }): MenuItemConstructorOptions[] {
  const developer: MenuItemConstructorOptions[] = [{ type: 'separator' }, { role: 'toggleDevTools', accelerator: 'Ctrl+Shift+I' }];
  return [
    { label: '&Fovea', submenu: [{ role: 'quit', accelerator: 'Ctrl+Q' }] },
    {
      label: '&View',
      submenu: [
        { role: 'zoomIn', label: 'Larger', accelerator: 'Ctrl+Plus' },
        { role: 'zoomOut', label: 'Smaller', accelerator: 'Ctrl+-' },
        { role: 'resetZoom', label: 'Normal size' },
        ...(isDevelopment ? developer : []),
      ],
    },
  ];
}
