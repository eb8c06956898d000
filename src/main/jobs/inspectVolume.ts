// What a volume file or a folder of them is, without a workspace: formats and the data card of every series.
import { lstat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import type { AppErrorJson } from '../../shared/errors.ts';
import { formatCount } from '../../shared/units.ts';
import { openBytes } from '../dataset/formats/byteSource.ts';
import { type DataCardGroup, dataCard, dataCardText } from '../dataset/formats/dataCard.ts';
import { namedSwitches } from '../dataset/formats/namedSwitches.ts';
import { type OpenPathOptions, openVolumePath } from '../dataset/formats/openVolumePath.ts';
import { isPicture } from '../dataset/formats/pictureStack/index.ts';
import { slicesOf } from '../dataset/formats/pictureStack/slices.ts';
import { sniffVolume } from '../dataset/formats/volumes.ts';

export interface InspectOptions extends Omit<OpenPathOptions, 'params'> {
  /** Switches of the format that is read, each `name=value`. */
  readonly switches?: readonly string[];
}

export interface VolumeInspection {
  name: string;
  path: string;
  /** Of all series, each once. */
  format: string;
  series: { name: string; format: string; files: string[]; card: DataCardGroup[] }[];
  /** Volume files of a folder that cannot be read. */
  refused: { name: string; error: AppErrorJson }[];
}

/** Null for a file that is no volume. Errors: those of `openVolumePath`, each with what to do. */
export async function inspectVolume(path: string, options: InspectOptions = {}): Promise<VolumeInspection | null> {
  const place = resolve(path);
  if (await isOtherFile(place)) return null;
  const { switches = [], ...rest } = options;
  const opened = await openVolumePath(place, { params: namedSwitches(switches), ...rest });
  try {
    const series = opened.series.map(({ volume: { header }, format, title, proof, names }) => ({
      ...{ name: header.series, format, files: [...names] },
      card: dataCard(header, { formatTitle: title, proof }),
    }));
    const formats = [...new Set(series.map(({ format }) => format))].join(', ');
    return { name: basename(place), path: place, format: formats, series, refused: [...opened.refused] };
  } finally {
    await opened.close();
  }
}

/** The cards as text, one after the other, and what cannot be read. */
export function volumeText({ path, name, series, refused }: VolumeInspection): string {
  const cards = series.map(({ name: title, files, card }, i) => {
    const own = files.length === 1 && files[0] !== name && files[0] !== title ? `, ${files[0]}` : '';
    const of = files.length > 1 ? `, ${formatCount(files.length, 'file')} from ${files[0]} to ${files.at(-1)}` : own;
    return `\n${series.length > 1 ? `${i + 1}: ` : ''}${title}${of}\n\n${dataCardText(card)}`;
  });
  const problems = refused.length === 0 ? [] : [`\nNot read: ${formatCount(refused.length, 'file')}`];
  return [path, ...cards, ...problems, ...refused.map(problem => `  ${refusalText(problem)}`)].join('\n');
}

/** The reader's message, with the file's folder where it names the file alone. */
function refusalText({ name, error }: VolumeInspection['refused'][number]): string {
  const own = basename(name);
  return `${name}${error.message.startsWith(own) ? error.message.slice(own.length) : `: ${error.message}`}`;
}

/** Neither a volume nor a picture with pages or with samples that no picture of a data set has. */
async function isOtherFile(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => null);
  if (stats?.isDirectory() === true) return false;
  const source = await openBytes(path);
  try {
    if ((await sniffVolume(source)) !== null) return false;
    if (!(await isPicture(source))) return true;
    const [first, ...others] = await slicesOf(source);
    return others.length === 0 && (first?.sampleType === 'uint8' || first?.sampleType === 'uint16');
  } finally {
    await source.close();
  }
}
