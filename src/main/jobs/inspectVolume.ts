// What one volume file is, without a workspace: its format and the data card of every series.
import { basename, resolve } from 'node:path';
import { openBytes } from '../dataset/formats/byteSource.ts';
import { type DataCardGroup, dataCard, dataCardText } from '../dataset/formats/dataCard.ts';
import type { VolumeFormat } from '../dataset/formats/volumeFormat.ts';
import { openVolumeFile, sniffVolume, volumeFormats } from '../dataset/formats/volumes.ts';

export interface VolumeInspection {
  name: string;
  path: string;
  format: string;
  series: { name: string; card: DataCardGroup[] }[];
}

/** Null for a file that is no volume. Errors: those of the readers, each with what to do. */
export async function inspectVolume(path: string): Promise<VolumeInspection | null> {
  const place = resolve(path);
  const source = await openBytes(place);
  try {
    if ((await sniffVolume(source)) === null) return null;
  } finally {
    await source.close();
  }
  const { format, file } = await openVolumeFile(place);
  try {
    const { title, proof }: VolumeFormat = volumeFormats[format];
    const series = file.series.map(({ header }) => ({ name: header.series, card: dataCard(header, { formatTitle: title, proof }) }));
    return { name: basename(place), path: place, format, series };
  } finally {
    await file.close();
  }
}

/** The cards as text, one after the other. */
export function volumeText({ path, series }: VolumeInspection): string {
  return [path, ...series.map(({ name, card }, i) => `\n${series.length > 1 ? `${i + 1}: ` : ''}${name}\n\n${dataCardText(card)}`)].join(
    '\n',
  );
}
