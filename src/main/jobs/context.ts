// What jobs work with; the composition root makes one per workspace.
import { join } from 'node:path';
import type { AppError } from '../../shared/errors.ts';
import type { EngineOptions } from '../engine/host/client.ts';
import { type InteractiveClient, openInteractiveEngine } from '../engine/host/interactiveClient.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { type Notifications, openNotifications } from './notifications.ts';
import { noThumbnailsAhead, type ThumbnailsAhead } from './thumbnails/noThumbnailsAhead.ts';
import { openVolumeReader, type VolumeReader } from './volumes/thread/volumeReader.ts';

export interface JobContext {
  workspace: Workspace;
  notifications: Notifications;
  /** How to start engines; the defaults are those of the engine's client. */
  engine: Pick<EngineOptions, 'nodePath' | 'entry' | 'env'>;
  /** Predicts and explains single scans for a person who waits; its process starts with the first question and ends when idle. */
  interactive: InteractiveClient;
  /** Reads volumes in a thread of its own. */
  volumes: VolumeReader;
  /** Makes thumbnails before they are asked for; of a process that stays alone. */
  thumbnails: ThumbnailsAhead;
  /** How long a step may last after stop or cancel before the engine is killed. */
  graceMs: number;
  /** Told of what went wrong where no caller waits for it: a folder that is no run, a store that cannot be written just now. */
  onProblem: (error: AppError) => void;
}

type Given = Pick<JobContext, 'workspace' | 'onProblem'> & Partial<JobContext>;

export function createJobContext(given: Given): JobContext {
  const { engine = {} } = given;
  return {
    ...{ notifications: openNotifications(), volumes: openVolumeReader(), thumbnails: noThumbnailsAhead },
    ...{ engine, interactive: openInteractiveEngine(engine), graceMs: 10_000 },
    ...given,
  };
}

export function runFolderOf(context: JobContext, run: string): string {
  return join(context.workspace.paths.runs, run);
}
