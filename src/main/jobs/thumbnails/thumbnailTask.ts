// What the process that makes thumbnails is told, and what it answers: the messages between thumbnailMaker.ts and thumbnailProcess.ts.
import type { AppErrorJson } from '../../../shared/errors.ts';
import type { ScanFile } from '../scans/readScanFile.ts';
import type { VolumePlace } from '../volumes/thread/volumeTasks.ts';

/** A thumbnail that is to be there. */
export interface ThumbnailTask {
  /** Of its file. */
  readonly path: string;
  /** Its longest side. */
  readonly px: number;
  readonly of: { readonly image: ScanFile } | { readonly volume: VolumePlace; readonly bscan: number };
}

/** `unreadable`: the scan's file; `unwritable`: that of the thumbnail, as those of all others then. */
export type ThumbnailAnswer = { kind: 'made' } | { kind: 'unreadable' | 'unwritable'; error: AppErrorJson };

export type ToMaker = { id: number; task: ThumbnailTask };
export type FromMaker = { id: number; answer: ThumbnailAnswer };
