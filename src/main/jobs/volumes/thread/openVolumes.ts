// The volumes that are open: a viewer asks for one B-scan after the other.

import type { VolumeSeries } from '../../../dataset/formats/volumeFormat.ts';
import { type OpenedVolumeItem, openVolumeItem } from '../../../dataset/openVolumeItem.ts';
import { checkFiles } from './checkFiles.ts';
import type { VolumePlace } from './volumeTasks.ts';

/** Two beside each other, and what is tried out on them. */
const mostOpen = 4;

interface OpenVolume {
  readonly opening: Promise<OpenedVolumeItem>;
  users: number;
}

const open = new Map<string, OpenVolume>();

export interface VolumeInUse {
  readonly series: VolumeSeries;
  /** For messages. */
  readonly path: string;
  /** Tells this volume, read this way, from every other. */
  readonly key: string;
}

/** Gives a volume to `use` and keeps its files open meanwhile. Errors: those of `checkFiles` and of the readers. */
export async function withVolume<Result>(place: VolumePlace, use: (volume: VolumeInUse) => Promise<Result>): Promise<Result> {
  const { root, files, format, series, options } = place;
  await checkFiles(root, files);
  const key = JSON.stringify([root, files.map(({ path, sha256 }) => [path, sha256]), format, series, options]);
  const volume = open.get(key) ?? startOpening(place);
  open.delete(key);
  open.set(key, volume);
  volume.users += 1;
  try {
    const opened = await volume.opening.catch(error => {
      // Tried anew by the next who asks.
      open.delete(key);
      throw error;
    });
    return await use({ series: opened.volume, path: files[0]?.path ?? '', key });
  } finally {
    volume.users -= 1;
    await closeBeyond(mostOpen);
  }
}

/** Ends everything that is open and not in use. */
export async function closeVolumes(): Promise<void> {
  await closeBeyond(0);
}

function startOpening({ root, files, format, series, options }: VolumePlace): OpenVolume {
  return { opening: openVolumeItem({ root, files: files.map(({ path }) => path), format, series }, options), users: 0 };
}

async function closeBeyond(most: number): Promise<void> {
  for (const [key, { users, opening }] of open) {
    if (open.size <= most) return;
    if (users > 0) continue;
    open.delete(key);
    await opening.then(file => file.close()).catch(() => undefined);
  }
}
