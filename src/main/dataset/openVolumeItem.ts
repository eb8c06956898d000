// Opens a volume of a data set again, from the files that import found it in: those and no others, however many lie beside them.
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { type ByteSource, bytesOnDemand } from './formats/byteSource.ts';
import { groupDicomFolder } from './formats/dicom/dicomFolder.ts';
import { openVolumePath } from './formats/openVolumePath.ts';
import { pictureStack, stackNoteName } from './formats/pictureStack/index.ts';
import { openSlices } from './formats/pictureStack/openSlices.ts';
import type { VolumeSeries } from './formats/volumeFormat.ts';
import type { VolumeReaderName } from './formats/volumes.ts';

export interface VolumeItemPlace {
  /** Absolute. */
  root: string;
  /** Below the root: the item's own path first. */
  files: readonly string[];
  format: string;
  /** Its place among the series of its file. */
  series: number;
}

export interface OpenedVolumeItem {
  readonly volume: VolumeSeries;
  close(): Promise<void>;
}

/** `params`: switches of the format. Errors: those of the readers; `unreadableFile` when the series is no longer there. */
export async function openVolumeItem({ root, files, format, series }: VolumeItemPlace, params: unknown = {}): Promise<OpenedVolumeItem> {
  const [first = ''] = files;
  if (format === 'dicom' && files.length > 1) {
    const folder = await groupDicomFolder(files.map(name => ({ name, open: () => bytesOnDemand(join(root, name)) })));
    const at = folder.groups.findIndex(({ names }) => names.includes(first));
    return requireSeries(folder.series[at], folder, first);
  }
  if (format === pictureStack.name && files.length > 1) return { volume: await openSlicesBelow(root, files), close: async () => undefined };
  const opened = await openVolumePath(join(root, first), { params: { [format as VolumeReaderName]: params } });
  return requireSeries(opened.series[series]?.volume, opened, first);
}

/** Pictures of one folder in their order, and the `volume.json` beside them where it is among the `paths`. Errors: those of the reader. */
export async function openSlicesBelow(root: string, paths: readonly string[]): Promise<VolumeSeries> {
  const isNote = (path: string): boolean => basename(path) === stackNoteName;
  const folder = dirname(paths[0] ?? '');
  const note = paths.find(isNote);
  const open = (path: string): Promise<ByteSource> => bytesOnDemand(join(root, path));
  const pictures = await Promise.all(paths.filter(path => !isNote(path)).map(open));
  return openSlices(folder === '.' ? basename(root) : folder, pictures, note === undefined ? null : await open(note));
}

async function requireSeries(
  volume: VolumeSeries | undefined,
  opened: { close(): Promise<void> },
  path: string,
): Promise<OpenedVolumeItem> {
  if (volume !== undefined) return { volume, close: () => opened.close() };
  await opened.close();
  throw new AppError(
    'unreadableFile',
    `${basename(path)}: expected the volume that was imported from it, the file no longer holds it. Restore it, or import it anew.`,
    { details: { path } },
  );
}
