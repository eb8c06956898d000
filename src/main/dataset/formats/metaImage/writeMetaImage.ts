// A volume as MetaImage: the text header, and the samples exactly as stored and in stored order. Nothing about the patient is written
// unless told otherwise.
import { spacingMm, volumeAffine } from '../../geometry.ts';
import { foveaNote, type WriteOptions } from '../foveaNote.ts';
import { encodeNumbers, type SampleType } from '../samples.ts';
import type { VolumeSeries } from '../volumeFormat.ts';

const types: Record<SampleType, string> = { uint8: 'MET_UCHAR', uint16: 'MET_USHORT', int16: 'MET_SHORT', float32: 'MET_FLOAT' };

/** The header for samples in `dataFile` (`LOCAL`: behind it). MetaImage's world is x to the left, y to the back: −x, −y of NIfTI's. */
export function metaImageHeaderText(series: VolumeSeries, dataFile: string, options: WriteOptions = {}): string {
  const { shape, sampleType, spacingUm } = series.header;
  const affine = volumeAffine(shape, spacingUm);
  const spacing = spacingMm(spacingUm);
  const lps = affine.map((row, axis) => row.map(value => (axis < 2 ? 0 - value : value)));
  const matrix = [0, 1, 2].flatMap(axis => lps.map(row => (row[axis] as number) / (spacing[axis] as number)));
  const lines = [
    'ObjectType = Image',
    'NDims = 3',
    `FoveaVolume = ${foveaNote(series, options)}`,
    'BinaryData = True',
    'BinaryDataByteOrderMSB = False',
    'CompressedData = False',
    `TransformMatrix = ${matrix.join(' ')}`,
    `Offset = ${lps.map(row => row[3]).join(' ')}`,
    'CenterOfRotation = 0 0 0',
    `ElementSpacing = ${spacing.join(' ')}`,
    `DimSize = ${shape.columns} ${shape.rows} ${shape.bscans}`,
    ...(shape.channels === 3 ? ['ElementNumberOfChannels = 3'] : []),
    `ElementType = ${types[sampleType]}`,
    `ElementDataFile = ${dataFile}`,
  ];
  return `${lines.join('\n')}\n`;
}

/** A whole .mha in pieces, one a B-scan. */
export async function* writeMetaImage(series: VolumeSeries, options: WriteOptions = {}): AsyncGenerator<Uint8Array> {
  yield Buffer.from(metaImageHeaderText(series, 'LOCAL', options), 'utf8');
  yield* metaImageSamples(series);
}

/** The samples alone, for the .raw file beside a .mhd. */
export async function* metaImageSamples({ header, readBscan }: VolumeSeries): AsyncGenerator<Uint8Array> {
  for (let index = 0; index < header.shape.bscans; index++) yield encodeNumbers((await readBscan(index, 'stored')).data);
}
