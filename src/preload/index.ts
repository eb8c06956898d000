// The one bridge between the desktop program and its window (shared/bridge.ts). It passes messages on and knows no procedure.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type Bridge, channels } from '../shared/bridge.ts';

contextBridge.exposeInMainWorld('fovea', {
  send: message => ipcRenderer.send(channels.call, message),
  onAnswer: listener => {
    ipcRenderer.on(channels.answer, (_event, answer) => listener(answer));
  },
  chooseFolder: () => ipcRenderer.invoke(channels.chooseFolder),
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  pathForFile: file => webUtils.getPathForFile(file as File),
  onShellEvent: listener => {
    ipcRenderer.on(channels.shellEvent, (_event, shellEvent) => listener(shellEvent));
    ipcRenderer.send(channels.ready);
  },
  answerClosing: choice => ipcRenderer.send(channels.closing, choice),
} satisfies Bridge);
