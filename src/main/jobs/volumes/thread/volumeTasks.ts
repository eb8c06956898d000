// What the thread that reads volumes can be asked, and what it answers: the messages between volumeReader.ts and volumeWorker.ts.
import type { VolumeHeader } from '../../../../shared/domain/volume.ts';
import type { Projection } from '../../../../shared/domain/volumeView.ts';
import type { AppErrorJson } from '../../../../shared/errors.ts';

/** A file as it was when it was imported. */
export interface ImportedFile {
  /** Below the root. */
  readonly path: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** One volume, and how it is to be read. */
export interface VolumePlace {
  /** Absolute; nothing outside it is read. */
  readonly root: string;
  /** What it is read from, its own path first. */
  readonly files: readonly ImportedFile[];
  readonly format: string;
  /** Place among the series of its file. */
  readonly series: number;
  /** Switches of the format; its own where left out. */
  readonly options: Readonly<Record<string, unknown>>;
}

export type Intensity = 'display' | 'stored';

/** Two boundaries with what lies between them: a layer line by its name, or the edge of the B-scan. */
export interface EnFaceSlab {
  readonly projection: Projection;
  readonly intensity: Intensity;
  /** Name of a layer line, or `top`. */
  readonly upper: string;
  /** Name of a layer line, or `bottom`. */
  readonly lower: string;
  /** Rows that the boundary is moved down by; less than 0 is up. */
  readonly upperRows: number;
  readonly lowerRows: number;
}

export interface Miniature {
  readonly of: 'bscan' | 'enFace';
  /** No side is longer. */
  readonly px: number;
}

interface Asked {
  describe: object;
  display: { bscan: number };
  bscan: { bscan: number; intensity: Intensity };
  localizer: object;
  surfaces: object;
  enFace: EnFaceSlab;
  miniature: Miniature;
}

export interface DescribedVolume {
  readonly header: VolumeHeader;
  /** Of the A-scans that have both lines, the share whose ILM lies above the RPE or BM; null without such lines. */
  readonly uprightShare: number | null;
}

export interface Answers {
  describe: DescribedVolume;
  /** PNG, 8-bit grey. */
  display: Uint8Array<ArrayBuffer>;
  /** Samples [row, column, channel], little-endian; of the display one byte each. */
  bscan: Uint8Array<ArrayBuffer>;
  /** PNG; null without a localizer. */
  localizer: Uint8Array<ArrayBuffer> | null;
  /** float32, little-endian [surface, bscan, column], NaN where there is none. */
  surfaces: Uint8Array<ArrayBuffer>;
  /** float32, little-endian [bscan, column]. */
  enFace: Uint8Array<ArrayBuffer>;
  /** PNG, 8-bit grey. */
  miniature: Uint8Array<ArrayBuffer>;
}

export type TaskKind = keyof Answers;
export type TaskInput<Kind extends TaskKind> = Asked[Kind];
/** A kind with its input, for the thread to tell apart. */
export type VolumeTask = { [Kind in TaskKind]: { kind: Kind } & Asked[Kind] }[TaskKind];

export type ToThread = { id: number; place: VolumePlace; task: VolumeTask } | 'close';
export type FromThread = { id: number; answer: Answers[TaskKind] } | { id: number; error: AppErrorJson };
