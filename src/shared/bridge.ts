// What crosses between the desktop program and its window: calls of the API, the dialogs of the system, and what the shell has to say.
import type { CallMessage, ClosingChoice } from './bridgeMessages.ts';

/** To the window. A call has one `data`; or `started`, any number of `next` and one `done`; or ends in `error` at any time. */
export type AnswerMessage = { id: number } & (
  | { kind: 'data' | 'next'; data: unknown }
  | { kind: 'started' | 'done' }
  /** tRPC's error shape. */
  | { kind: 'error'; error: unknown }
);

export type ShellEvent =
  /** The window is about to close while these runs are at work or wait; `answerClosing` decides. */
  | { kind: 'closing'; runs: string[] }
  /** The window had crashed and is back. */
  | { kind: 'recovered'; reason: string };

/** `window.fovea`, there in the desktop window only. Paths are of the user's own choosing; nothing is read or added by asking for them. */
export interface Bridge {
  send(message: CallMessage): void;
  onAnswer(listener: (answer: AnswerMessage) => void): void;
  /** null when the user closes the dialog. */
  chooseFolder(): Promise<string | null>;
  chooseFiles(): Promise<string[]>;
  /** Where a dropped file lies; empty for one that lies nowhere. */
  pathForFile(file: object): string;
  onShellEvent(listener: (event: ShellEvent) => void): void;
  answerClosing(choice: ClosingChoice): void;
}

/** Names of the IPC channels; the window's first message on `ready` lets shell events through. */
export const channels = {
  call: 'fovea:call',
  answer: 'fovea:answer',
  chooseFolder: 'fovea:choose-folder',
  chooseFiles: 'fovea:choose-files',
  ready: 'fovea:ready',
  shellEvent: 'fovea:shell-event',
  closing: 'fovea:closing',
} as const;
