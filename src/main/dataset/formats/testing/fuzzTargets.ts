// What is damaged on purpose: one file of every format and coding, written by our test writers or, for codings that we do not write, taken
// from the golden files.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { bioptigenOct } from '../bioptigenOct/index.ts';
import { type ByteSource, bytesInMemory } from '../byteSource.ts';
import { dicom } from '../dicom/index.ts';
import { dicomUids, writeDicomOpt } from '../dicom/writeDicomOpt.ts';
import { heidelbergE2e } from '../heidelbergE2e/index.ts';
import { heidelbergVol } from '../heidelbergVol/index.ts';
import { heyexXml } from '../heyexXml/index.ts';
import { metaImage } from '../metaImage/index.ts';
import { metaImageHeaderText, metaImageSamples, writeMetaImage } from '../metaImage/writeMetaImage.ts';
import { nifti } from '../nifti/index.ts';
import { writeNifti } from '../nifti/writeNifti.ts';
import { nrrd } from '../nrrd/index.ts';
import { optovueOct } from '../optovueOct/index.ts';
import { pictureStack } from '../pictureStack/index.ts';
import { topconFda } from '../topconFda/index.ts';
import type { VolumeFormat } from '../volumeFormat.ts';
import { writeBioptigen } from '../writers/writeBioptigen.ts';
import { writeE2e } from '../writers/writeE2e.ts';
import { writeFda } from '../writers/writeFda.ts';
import { heyexXmlName, writeHeyexXml } from '../writers/writeHeyexXml.ts';
import { writeImg } from '../writers/writeImg.ts';
import { writeOptovue } from '../writers/writeOptovue.ts';
import { writeVol } from '../writers/writeVol.ts';
import { zeissImg } from '../zeissImg/index.ts';
import { asymmetricPhantom } from './asymmetricPhantom.ts';
import { collect } from './openInMemory.ts';
import { phantomSeries } from './phantomSeries.ts';
import { writeEncapsulated } from './writeEncapsulated.ts';

export interface FuzzTarget {
  readonly format: VolumeFormat;
  readonly name: string;
  make(): Promise<Uint8Array>;
  /** Whole files that it needs beside it. */
  beside?(): Promise<Readonly<Record<string, Uint8Array>>>;
}

const phantom = asymmetricPhantom('OD');
const img = writeImg(asymmetricPhantom('OS', { bscans: 3, rows: 1024, columns: 16 }));
const optovue = writeOptovue(phantom, { alignment: 1 });
const golden = join(import.meta.dirname, '../../../../../tests/golden/formats');
const foreignSchema = z.object({ foreign: z.array(z.object({ name: z.string(), bytes: z.string() })) });
const picturesSchema = z.object({ files: foreignSchema.shape.foreign });

/** A file of tests/golden/formats by its name there. */
async function goldenFile(path: string, name: string): Promise<Uint8Array> {
  const { foreign } = foreignSchema.parse(JSON.parse(readFileSync(join(golden, path), 'utf8')));
  const found = foreign.find(entry => entry.name === name);
  if (found === undefined) throw new Error(`expected ${name} in ${path}`);
  return Uint8Array.from(Buffer.from(found.bytes, 'base64'));
}

const fromPictures = (path: 'pictures' | 'stacks', name: string): FuzzTarget => ({
  ...{ format: pictureStack, name },
  make: async () => {
    const { files } = picturesSchema.parse(JSON.parse(readFileSync(join(golden, `pictures/${path}.json`), 'utf8')));
    return Uint8Array.from(Buffer.from(files.find(file => file.name === name)?.bytes ?? '', 'base64'));
  },
});

const fromDicom = (name: string): FuzzTarget => ({ format: dicom, name: 'a.dcm', make: () => goldenFile('dicom/dicom.json', name) });

export const fuzzTargets = {
  heidelbergVol: { format: heidelbergVol, name: 'a.vol', make: async () => writeVol(phantom) },
  heidelbergVolPacked: { format: heidelbergVol, name: 'a.vol.gz', make: async () => gzipSync(writeVol(phantom)) },
  heidelbergE2e: { format: heidelbergE2e, name: 'a.e2e', make: async () => writeE2e([phantom]) },
  heyexXml: {
    format: heyexXml,
    name: heyexXmlName,
    make: async () => (await writeHeyexXml(phantom))[heyexXmlName] as Uint8Array,
    beside: () => writeHeyexXml(phantom),
  },
  topconFda: { format: topconFda, name: 'a.fda', make: () => writeFda(phantom) },
  topconFds: { format: topconFda, name: 'a.fds', make: () => writeFda(phantom, { kind: 'fds' }) },
  zeissImg: { format: zeissImg, name: img.name, make: async () => img.bytes },
  nifti: { format: nifti, name: 'a.nii', make: () => collect(writeNifti(phantomSeries(phantom, 'int16'))) },
  niftiPacked: {
    format: nifti,
    name: 'a.nii.gz',
    make: async () => gzipSync(await collect(writeNifti(phantomSeries(phantom, 'uint16')))),
  },
  metaImage: { format: metaImage, name: 'a.mha', make: () => collect(writeMetaImage(phantomSeries(phantom, 'float32'))) },
  metaImagePacked: {
    format: metaImage,
    name: 'a.mha',
    make: async () => {
      const series = phantomSeries(phantom);
      const header = metaImageHeaderText(series, 'LOCAL').replace('CompressedData = False', 'CompressedData = True');
      return Buffer.concat([Buffer.from(header), deflateSync(await collect(metaImageSamples(series)))]);
    },
  },
  nrrd: { format: nrrd, name: 'a.nrrd', make: () => goldenFile('scientific/scientific.json', 'itk-packed.nrrd') },
  nrrdText: { format: nrrd, name: 'a.nrrd', make: () => goldenFile('scientific/scientific.json', 'pynrrd-float64-text.nrrd') },
  dicomOpt: { format: dicom, name: 'a.dcm', make: () => collect(writeDicomOpt(phantomSeries(phantom, 'uint16'), dicomUids('fuzz'))) },
  dicomImplicit: fromDicom('signed16-implicit'),
  dicomBigEndian: fromDicom('grey16-bigEndian'),
  dicomDeflated: fromDicom('grey8-deflated'),
  dicomPalette: fromDicom('palette'),
  dicomRle: fromDicom('frames-rle'),
  dicomJpeg2000: fromDicom('rgb-jpeg2000'),
  dicomJpegLossless: fromDicom('jpegLossless16'),
  dicomJpeg: { format: dicom, name: 'a.dcm', make: () => writeEncapsulated('jpeg', phantom.localizer) },
  dicomJpegLs: { format: dicom, name: 'a.dcm', make: () => writeEncapsulated('jpegLs', phantom.localizer) },
  bioptigenOct: { format: bioptigenOct, name: 'a_OD.OCT', make: async () => writeBioptigen(phantom, { repeats: 2 }) },
  optovueOct: {
    format: optovueOct,
    name: optovue.name,
    make: async () => optovue.bytes,
    beside: async () => ({ [optovue.beside.name]: optovue.beside.bytes }),
  },
  /** The text is damaged, the samples beside it are whole. */
  optovueText: {
    format: {
      ...optovueOct,
      sniff: () => true,
      open: (text: ByteSource) => optovueOct.open(bytesInMemory(optovue.bytes, optovue.name), {}, { sibling: async () => text }),
    },
    name: optovue.beside.name,
    make: async () => optovue.beside.bytes,
  },
  bmp: fromPictures('pictures', 'bits8-colours.bmp'),
  bmpRunLengths: fromPictures('pictures', 'rle8.bmp'),
  webpLossy: fromPictures('pictures', 'lossy-alpha.webp'),
  webpLossless: fromPictures('pictures', 'lossless-alpha.webp'),
  tiffStack: fromPictures('stacks', 'float32-big-endian-tiles'),
  tiffStackPacked: fromPictures('stacks', 'uint16-lzw'),
  tiffStackWide: fromPictures('stacks', 'float64-big-endian-packed-tiles'),
} as const satisfies Record<string, FuzzTarget>;
export type FuzzTargetName = keyof typeof fuzzTargets;
