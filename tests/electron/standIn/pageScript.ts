// What runs in the page before anything else: the preload script with the renderer's half of Electron, and the questions that Electron
// would put to the session's permission handlers. It reaches the program through one binding.
import { readFileSync } from 'node:fs';

/** Name of the binding that the page calls. */
export const bindingName = '__standIn';

export function pageScript(preloadFile: string): string {
  return `(() => {
  if (window !== window.top || window.fovea !== undefined) return;
  const ask = window.${bindingName};
  const listeners = new Map();
  window.__standInDeliver = (channel, args) => {
    for (const listener of listeners.get(channel) ?? []) listener({}, ...args);
  };
  const electron = {
    contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api) }) },
    ipcRenderer: {
      send: (channel, ...args) => void ask('send', channel, args),
      invoke: (channel, ...args) => ask('invoke', channel, args),
      on: (channel, listener) => listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
    },
    webUtils: { getPathForFile: file => file.standInPath ?? '' },
  };
  const permitted = permission => ask('permission', permission, []);
  Notification.requestPermission = async () => ((await permitted('notifications')) ? 'granted' : 'denied');
  navigator.mediaDevices.getUserMedia = async () => {
    if (!(await permitted('media'))) throw new DOMException('Permission denied', 'NotAllowedError');
  };
  const module = { exports: {} };
  const require = name => {
    if (name === 'electron') return electron;
    throw new Error('A sandboxed preload script cannot require ' + name);
  };
  ((require, module, exports) => {
${readFileSync(preloadFile, 'utf8')}
  })(require, module, module.exports);
})();`;
}
