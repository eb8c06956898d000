// Starts the engine process of one run: plain Node, with the run folder as its interface.
import { z } from 'zod';
import { type EngineCommand, type EngineExit, startEngineChild } from './engineChild.ts';

export type { EngineExit } from './engineChild.ts';

/** What the engine of a run says over its channel besides why it gives up. All else goes through the run folder. */
const readySchema = z.strictObject({ type: z.literal('ready') });

const advice = {
  crashed: 'The run can be resumed from its last checkpoint.',
  outOfMemory: 'Use a smaller batch, image size or architecture, or close other programs, then resume the run.',
};

export interface EngineOptions extends EngineCommand {
  runFolder: string;
  /** The libraries are loaded and the run lock is held. */
  onReady?: () => void;
}

export interface EngineProcess {
  readonly pid: number | null;
  /** Resolves, never rejects, when the process is gone. */
  readonly exited: Promise<EngineExit>;
  lastLines(): string[];
  /** Closes the channel: the engine finishes its step, writes a checkpoint and `interrupted`, and exits. */
  disconnect(): void;
  /** SIGKILL. */
  kill(): void;
}

/** Starts `node <entry> fit <runFolder>`. A failure to start arrives through `exited`. */
export function startEngine({ runFolder, onReady, ...command }: EngineOptions): EngineProcess {
  const {
    process: child,
    exited,
    lastLines,
    kill,
  } = startEngineChild({
    ...command,
    args: ['fit', runFolder],
    serialization: 'json',
    advice,
    onMessage: message => {
      const understood = readySchema.safeParse(message).success;
      if (understood) onReady?.();
      return understood;
    },
  });
  return { pid: child.pid ?? null, exited, lastLines, disconnect: () => void (child.connected && child.disconnect()), kill };
}
