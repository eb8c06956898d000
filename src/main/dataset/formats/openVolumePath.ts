// A file or a folder as the series in it, whatever they are: what inspecting, converting and importing volumes share.
import { lstat, realpath } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { type AppErrorJson, toAppError } from '../../../shared/errors.ts';
import { openBytes } from './byteSource.ts';
import { isPicture, pictureStack } from './pictureStack/index.ts';
import { fileError } from './readRaster.ts';
import { openVolumeFolder } from './volumeFolder.ts';
import type { Proof, VolumeFormat, VolumeSeries } from './volumeFormat.ts';
import { notAVolume, siblingOf, sniffVolume, switchesOf, type VolumeReaderName, volumeReaders } from './volumes.ts';

export interface OpenPathOptions {
  /** Switches by format; a format's own where left out. */
  readonly params?: Partial<Record<VolumeReaderName, unknown>>;
  readonly signal?: AbortSignal;
  /** Files of a folder looked at so far, and all of them. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** One series, and what is known of the files that hold it. */
export interface PathSeries {
  readonly volume: VolumeSeries;
  readonly format: VolumeReaderName;
  readonly title: string;
  readonly proof: Proof;
  /** Names below the folder, in the order of the B-scans; of a file its own. */
  readonly names: readonly string[];
}

export interface OpenedPath {
  /** Absolute, links resolved. */
  readonly path: string;
  readonly isFolder: boolean;
  /** At least one. */
  readonly series: readonly PathSeries[];
  /** Files of a folder that are volumes and cannot be read, each with its reason. */
  readonly refused: readonly { readonly name: string; readonly error: AppErrorJson }[];
  close(): Promise<void>;
}

/**
 * Opens what lies at `path`. A picture is a volume of one B-scan, or of its pages. In a folder (and the folders in it) DICOM files become
 * series by their UIDs, pictures of one folder and size a stack in natural order, every other volume file gives its own. Errors: those of the readers for a file; `unsupportedFormat` for a folder without a volume; `interrupted` on abort.
 */
export async function openVolumePath(path: string, options: OpenPathOptions = {}): Promise<OpenedPath> {
  const place = await placeOf(path);
  return place.isFolder ? openVolumeFolder(place.path, options) : openFile(place.path, options);
}

async function placeOf(path: string): Promise<{ path: string; isFolder: boolean }> {
  try {
    const real = await realpath(resolve(path));
    return { path: real, isFolder: (await lstat(real)).isDirectory() };
  } catch (error) {
    throw fileError(path, toAppError(error));
  }
}

async function openFile(path: string, { params = {} }: OpenPathOptions): Promise<OpenedPath> {
  const source = await openBytes(path);
  try {
    const format = await sniffVolume(source);
    if (format === null && !(await isPicture(source))) throw notAVolume(path, source.sizeBytes);
    const reader: VolumeReaderName = format ?? pictureStack.name;
    const { title, proof, open }: VolumeFormat = volumeReaders[reader];
    const switches = switchesOf(reader, params[reader]);
    const file = await open(source, switches, { sibling: beside => siblingOf(path, beside) });
    const names = [basename(path)];
    return {
      path,
      isFolder: false,
      series: file.series.map(volume => ({ volume, format: reader, title, proof, names })),
      refused: [],
      close: () => file.close(),
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
