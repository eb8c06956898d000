// How far the thumbnails of each data set have come, kept beside them: whoever deletes that folder deletes the marks as well. Like the
// thumbnails, they are written without waiting for the disk; what a power cut leaves in part counts as nothing.
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const markSchema = z.strictObject({
  /** The last item, in the grid's order, up to which all was tried; null before the first. */
  after: z.string().nullable(),
  isDone: z.boolean(),
});
const marksSchema = z.strictObject({ version: z.literal(1), datasets: z.record(z.string(), markSchema) });
export type AheadMark = z.infer<typeof markSchema>;

export interface AheadMarks {
  get(dataset: string): AheadMark | undefined;
  /** Data sets that were begun and not finished. */
  unfinished(): string[];
  set(dataset: string, mark: AheadMark): void;
  delete(dataset: string): void;
  datasets(): string[];
  /** Writes what has changed. A folder that takes no file keeps none: then the next start begins anew. */
  save(): Promise<void>;
}

export function openAheadMarks(folder: string): AheadMarks {
  const path = join(folder, 'ahead.json');
  const marks = readMarks(path);
  let isChanged = false;
  let saving = Promise.resolve();
  const write = async (): Promise<void> => {
    if (!isChanged) return;
    isChanged = false;
    const text = JSON.stringify({ version: 1, datasets: Object.fromEntries(marks) } satisfies z.infer<typeof marksSchema>);
    await writeFile(`${path}.partial`, text, { mode: 0o600 })
      .then(() => rename(`${path}.partial`, path))
      .catch(() => undefined);
  };
  return {
    get: dataset => marks.get(dataset),
    unfinished: () => [...marks].filter(([, { isDone }]) => !isDone).map(([dataset]) => dataset),
    set: (dataset, mark) => {
      marks.set(dataset, mark);
      isChanged = true;
    },
    delete: dataset => {
      isChanged = marks.delete(dataset) || isChanged;
    },
    datasets: () => [...marks.keys()],
    save: () => {
      saving = saving.then(write);
      return saving;
    },
  };
}

function readMarks(path: string): Map<string, AheadMark> {
  try {
    return new Map(Object.entries(marksSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).datasets));
  } catch {
    return new Map();
  }
}
