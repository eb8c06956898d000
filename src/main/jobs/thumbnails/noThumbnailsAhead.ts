// Thumbnails made before anyone asks, as operations know them; and what a process has that makes none.

export interface ThumbnailsAhead {
  /** Makes what is missing of a data set, before that of others. `dataset` is its id. */
  prepare(dataset: string): void;
  /** Resolves once nothing more is to be made. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** For a process that is there for one errand, or only reads. */
export const noThumbnailsAhead: ThumbnailsAhead = {
  prepare: () => undefined,
  settled: async () => undefined,
  close: async () => undefined,
};
