// How the volume of an item is read: where it lies, and by which switches; and a word that changes whenever its pixels or geometry may.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { VolumeStatement } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import { programFile } from '../../programFile.ts';
import type { Item } from '../../store/item.ts';
import type { StoredVolume } from '../../store/volume.ts';
import type { JobContext } from '../context.ts';
import type { VolumePlace } from './thread/volumeTasks.ts';

export interface ItemVolume {
  readonly item: Item;
  readonly volume: StoredVolume;
  readonly place: VolumePlace;
  readonly statement: VolumeStatement;
  readonly version: string;
}

/** Errors: `notFound`. */
export function isVolume({ workspace: { store } }: JobContext, id: string): boolean {
  return store.items.get(id).series !== null;
}

/** Errors: `notFound`; `unsupportedFormat` for an item that is an image. */
export function itemVolume({ workspace: { store } }: Pick<JobContext, 'workspace'>, id: string): ItemVolume {
  const item = store.items.get(id);
  const volume = store.volumes.find(id);
  if (volume === null || item.series === null) {
    throw new AppError(
      'unsupportedFormat',
      `Expected an item that is a volume, but ${item.path} is a plain image. Use its display instead.`,
      {
        details: { item: id },
      },
    );
  }
  const { statement, options } = store.volumes.stated(id);
  const place: VolumePlace = {
    root: store.importRoots.get(item.root).path,
    ...{ files: volume.files, format: volume.format, series: item.series, options: options ?? volume.options },
  };
  return { item, volume, place, statement, version: versionOf(item, place, statement) };
}

/** The same with other switches, which nobody set yet. */
export function withOptions({ place, statement, item, volume }: ItemVolume, options: VolumePlace['options']): ItemVolume {
  const changed = { ...place, options };
  return { item, volume, statement, place: changed, version: versionOf(item, changed, statement) };
}

const { version: programVersion } = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(programFile('package'), 'utf8')));

/** The program counts too: its next version may read better. */
function versionOf({ sha256, series }: Item, { format, options }: VolumePlace, statement: VolumeStatement): string {
  const parts = [programVersion, sha256, series, format, sorted(options), sorted(statement)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function sorted(record: object): unknown {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
