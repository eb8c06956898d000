// Volumes of a data set, for tests: files of the asymmetric phantom in vendors' formats, stored as import stores them.
import { createHash } from 'node:crypto';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openVolumePath } from '../../dataset/formats/openVolumePath.ts';
import { itemId } from '../../store/item.ts';
import type { Store } from '../../store/store.ts';
import type { JobContext } from '../context.ts';
import { emptyWorkspace } from './emptyWorkspace.ts';

/** Switches that it was imported with, and whose it is. */
interface Known {
  subject?: string;
  options?: Record<string, string | number | boolean>;
}

export interface VolumesWorkspace {
  readonly context: JobContext & { problems: string[] };
  /** The imported folder. */
  readonly folder: string;
  /** Writes a file below the folder and stores each of its series; ids of their items. */
  add(name: string, bytes: Uint8Array, known?: Known): Promise<string[]>;
}

/** A workspace with the data set `volumes`, gone after the test. */
export function volumesWorkspace(): VolumesWorkspace {
  const { context, folder } = emptyWorkspace();
  return { context, folder, add: volumesIn(context.workspace.store, folder) };
}

/** Makes the data set `volumes` of a new folder; what it returns adds to both. */
export function volumesIn(store: Store, folder: string): VolumesWorkspace['add'] {
  mkdirSync(folder, { recursive: true });
  const root = store.importRoots.add('scans', folder).id;
  store.datasets.insert({ id: 'd', name: 'volumes', classes: [], report: {}, createdMs: 1 });
  return async (name, bytes, { subject = 'subject', options = {} } = {}) => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const { size, mtimeMs } = statSync(path);
    const opened = await openVolumePath(path);
    const ids = opened.series.map(({ volume: { header }, format }, series) => {
      const content = opened.series.length === 1 ? sha256 : createHash('sha256').update(`${sha256} ${series}`).digest('hex');
      const id = itemId({ datasetName: 'volumes', path: name, frame: null, series, sha256: content });
      const { rows, columns, bscans, channels } = header.shape;
      store.items.insertMany([
        {
          ...{ id, dataset: 'd', root, path: name, frame: null, series, bscans, sha256: content, sizeBytes: size, subject },
          ...{ width: columns, height: rows, channels, bitDepth: 8, laterality: header.laterality, facts: {}, createdMs: 2 },
          visit: header.acquiredAt?.slice(0, 10) ?? null,
        },
      ]);
      const files = [{ path: name, sha256, sizeBytes: size, mtimeMs }];
      store.volumes.insertMany([{ item: id, format, laterality: header.laterality, options, header, files }]);
      return id;
    });
    await opened.close();
    return ids;
  };
}
