// The part of Electron's main-process API that Fovea calls (see register.ts for what this is not).
import { EventEmitter } from 'node:events';
import { openDialogAnswer, tellTest } from './control.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browserWindow.ts';
export { ipcMain, protocol, session } from './registries.ts';

export const dialog = {
  showOpenDialog: async (_window: unknown, options: { properties?: string[] }) => {
    const filePaths = openDialogAnswer();
    tellTest({ kind: 'dialog', properties: options.properties ?? [] });
    return { canceled: filePaths.length === 0, filePaths };
  },
  showErrorBox: (title: string, content: string): void => tellTest({ kind: 'errorBox', title, content }),
};

export const Menu = {
  buildFromTemplate: (template: unknown) => template,
  setApplicationMenu: (template: unknown): void => tellTest({ kind: 'menu', template }),
};

export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }],
});
