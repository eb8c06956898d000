// Zeiss .img: the samples of a Cirrus or PLEX Elite scan and nothing else, as its research export writes them; facts are in the name.
import { arraySeries, noPatient } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import type { StoredBscan, VolumeFile, VolumeFormat } from '../volumeFormat.ts';
import { requireBscan, requireShape } from '../volumeLimits.ts';
import { chooseLayout } from './chooseLayout.ts';
import { describeImg } from './describe.ts';
import { parseImgName } from './imgName.ts';
import { openLocalizer } from './localizer.ts';
import { type ImgParams, imgParams } from './params.ts';

export const zeissImg = {
  name: 'zeissImg',
  title: 'Zeiss .img',
  summary: 'Samples of a Cirrus or PLEX Elite scan without a header; eye, date and layout from the name',
  reference: 'LibOctData cirrus_raw; RETIMAT read_img; JHU octCirrusReader',
  extensions: ['.img'],
  proof: 'independent',
  params: imgParams,
  sniff: ({ name, sizeBytes }) => /\.img$/i.test(name) && sizeBytes > 0,
  open: openImg,
} as const satisfies VolumeFormat<typeof imgParams>;

async function openImg(source: ByteSource, params: ImgParams, { sibling }: Parameters<VolumeFormat['open']>[2]): Promise<VolumeFile> {
  const layout = chooseLayout(source, params);
  const { columns, rows, bscans } = layout;
  requireShape(source.name, { bscans, rows, columns, channels: 1 }, 0);
  const name = parseImgName(source.name);
  const localizer = name === null ? null : await openLocalizer(`${name.stem}_lslo.bin`, params.isLocalizerTurned, sibling);
  const header = describeImg(layout, name, params, localizer);
  async function readStored(index: number): Promise<StoredBscan> {
    requireBscan(source.name, index, bscans);
    const place = params.isReversed ? bscans - 1 - index : index;
    const stored = await source.read(place * rows * columns, rows * columns);
    return { data: turned(stored, rows, columns, params), rows, columns, channels: 1 };
  }
  const series = arraySeries({
    header,
    patient: { ...noPatient, identifier: name?.patient ?? null },
    readStored,
    readLocalizer: async () => localizer?.picture ?? null,
  });
  return { series: [series], close: () => source.close() };
}

/** A copy, rows and columns the right way round. */
function turned(stored: Uint8Array, rows: number, columns: number, { isUpsideDown, isMirrored }: ImgParams): Uint8Array {
  const data = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const from = (isUpsideDown ? rows - 1 - row : row) * columns;
    data.set(stored.subarray(from, from + columns), row * columns);
    if (isMirrored) data.subarray(row * columns, (row + 1) * columns).reverse();
  }
  return data;
}
