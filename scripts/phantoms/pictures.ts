// The contact sheet of docs/reference/phantom.md: phantom volumes of three devices below real scans, all with a depth that is shown three
// times too large. node scripts/phantoms/pictures.ts REAL.vol KERMANY_FOLDER OUT.jpeg
import { join } from 'node:path';
import sharp, { type OverlayOptions } from 'sharp';
import { readRaster } from '../../src/main/dataset/formats/readRaster.ts';
import { openVolumeFile } from '../../src/main/dataset/formats/volumes.ts';
import { phantomDevices } from '../../src/main/dataset/phantom/volume/deviceLooks.ts';
import { renderVolumeBscan, subjectOf } from '../../src/main/dataset/phantom/volume/renderVolumeBscan.ts';
import { indexOfPlace, type VolumeOrder } from '../../src/main/dataset/phantom/volume/volumeGeometry.ts';
import { renderLocalizer } from '../../src/main/dataset/phantom/volume/volumeLocalizer.ts';

const [realVolume = '', kermany = '', out = ''] = process.argv.slice(2);
const tile = { width: 300, height: 250, gap: 6, label: 20, side: 78 };
const stretch = 3;
const seed = 6;
/** Pictures of the Kermany sample, chosen for what they show. */
const realCnv = 'CNV/CNV-8317331-1.jpeg';
const realDme = 'DME/DME-82328-7.jpeg';

interface Picture {
  readonly data: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

/** Fills the width; what is too deep is cut off below. @param rowPerColumn height over width of a sample, both in µm */
async function bscanTile({ data, rows, columns }: Picture, rowPerColumn: number, topShare = 0): Promise<Buffer> {
  const height = Math.round((tile.width * rows * rowPerColumn * stretch) / columns);
  const shown = await sharp(Buffer.from(data), { raw: { width: columns, height: rows, channels: 1 } })
    .resize(tile.width, height, { fit: 'fill', kernel: 'lanczos3' })
    .png()
    .toBuffer();
  const top = Math.max(0, Math.min(height - tile.height, Math.round(topShare * height)));
  if (height <= tile.height) return shown;
  return sharp(shown).extract({ left: 0, top, width: tile.width, height: tile.height }).png().toBuffer();
}

async function squareTile({ data, rows, columns }: Picture): Promise<Buffer> {
  return sharp(Buffer.from(data), { raw: { width: columns, height: rows, channels: 1 } })
    .resize(tile.width, tile.height, { fit: 'cover', kernel: 'lanczos3' })
    .png()
    .toBuffer();
}

/** Mean over depth of every A-scan, stretched to its own range; superior up. */
function enFace(order: VolumeOrder): Picture {
  const { bscans, rows, columns } = subjectOf(order).geometry;
  const means = new Float32Array(bscans * columns);
  for (let bscan = 0; bscan < bscans; bscan++) {
    const { grey } = renderVolumeBscan(order, bscan);
    const at = (bscans - 1 - bscan) * columns;
    for (let i = 0; i < grey.length; i++) means[at + (i % columns)] = (means[at + (i % columns)] as number) + (grey[i] as number) / rows;
  }
  const sorted = Float32Array.from(means).sort();
  const [low, high] = [0.005, 0.995].map(share => sorted[Math.floor(share * (sorted.length - 1))] as number) as [number, number];
  const data = Uint8Array.from(means, mean => Math.max(0, Math.min(255, (255 * (mean - low)) / (high - low))));
  return { data, rows: bscans, columns };
}

async function phantomRow(device: VolumeOrder['device']): Promise<Buffer[]> {
  const cut = async (change: Partial<VolumeOrder>) => {
    const order: VolumeOrder = { device, eye: 'OD', place: 'macula', disease: 'none', seed, ...change };
    const { geometry, eye } = subjectOf(order);
    const lesion = eye.lesions.cysts[0];
    const middle = lesion === undefined ? (geometry.bscans - 1) / 2 : indexOfPlace(geometry, 0, lesion.superiorUm).bscan;
    const { grey } = renderVolumeBscan(order, Math.round(middle));
    const ratio = geometry.spacingUm.row / geometry.spacingUm.column;
    const height = (tile.width * geometry.rows * ratio * stretch) / geometry.columns;
    // Around the retina, wherever the device has it.
    const top = geometry.foveaRow / geometry.rows - (0.6 * tile.height) / height;
    return bscanTile({ data: grey, rows: geometry.rows, columns: geometry.columns }, ratio, top);
  };
  const macula: VolumeOrder = { device, eye: 'OD', place: 'macula', disease: 'none', seed };
  return [
    await cut({}),
    await cut({ disease: 'neovascular' }),
    await cut({ disease: 'edema' }),
    await cut({ place: 'disc' }),
    await squareTile(enFace(macula)),
    await squareTile(renderLocalizer(macula)),
  ];
}

async function realRow(): Promise<(Buffer | null)[]> {
  const { file } = await openVolumeFile(realVolume);
  const series = file.series[0];
  if (series === undefined) throw new Error(`${realVolume} holds no series`);
  const shown = await series.readBscan(0, 'display');
  const localizer = await series.readLocalizer();
  await file.close();
  // The same 6 mm of the line scan as the phantoms show; and its end, where the disc begins.
  const crop = (left: number) =>
    Uint8Array.from({ length: shown.rows * 512 }, (_, i) => {
      return shown.data[Math.floor(i / 512) * shown.columns + left + (i % 512)] as number;
    });
  const jpeg = async (name: string) => {
    const { raster } = await readRaster(join(kermany, name));
    // 20° or 30° lines: 11.4 µm a column at 512 or 768, half of it at 1024 and 1536.
    return bscanTile(
      { data: raster.data as Uint8Array, rows: raster.rows, columns: raster.columns },
      3.87 / (raster.columns >= 1024 ? 5.7 : 11.4),
      0.18,
    );
  };
  const line = async (left: number, topShare: number) =>
    bscanTile({ data: crop(left), rows: shown.rows, columns: 512 }, 3.87 / 11.82, topShare);
  return [
    await line(124, 0.05),
    await jpeg(realCnv),
    await jpeg(realDme),
    await line(256, 0.02),
    null,
    localizer === null ? null : await squareTile({ data: localizer.data as Uint8Array, rows: localizer.rows, columns: localizer.columns }),
  ];
}

const heads = ['fovea', 'neovascular', 'edema', 'disc', 'en face, mean', 'localizer'];
const rows = [await realRow(), ...(await Promise.all(phantomDevices.map(phantomRow)))];
const names = ['real', ...phantomDevices];
const left = (column: number) => tile.side + column * (tile.width + tile.gap);
const top = (row: number) => tile.label + row * (tile.height + tile.gap);
const width = left(heads.length) - tile.gap;
const height = top(rows.length) - tile.gap;
const text = [
  ...heads.map((head, i) => `<text x="${left(i) + tile.width / 2}" y="15" text-anchor="middle">${head}</text>`),
  ...names.map((name, i) => `<text x="4" y="${top(i) + tile.height / 2}">${name}</text>`),
];
const words = Buffer.from(`<svg width="${width}" height="${height}" font-family="sans-serif" font-size="14">${text.join('')}</svg>`);
const tiles = rows.flatMap((row, i) =>
  row.flatMap((input, j): OverlayOptions[] => (input === null ? [] : [{ input, left: left(j), top: top(i) }])),
);
await sharp({ create: { width, height, channels: 3, background: 'white' } })
  .composite([...tiles, { input: words, left: 0, top: 0 }])
  .jpeg({ quality: 80, mozjpeg: true })
  .toFile(out);
