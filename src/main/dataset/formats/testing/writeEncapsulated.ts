// DICOM files of one compressed grey picture, for codings that our writer does not use: JPEG by sharp, JPEG-LS by CharLS.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import sharp from 'sharp';
import { elementHead, encodeElements } from '../dicom/dicomElements.ts';

interface Picture {
  /** 8 bit. */
  readonly data: Uint8Array;
  readonly rows: number;
  readonly columns: number;
}

const encoders = {
  jpeg: { syntax: '1.2.840.10008.1.2.4.50', encode: encodeJpeg },
  jpegLs: { syntax: '1.2.840.10008.1.2.4.80', encode: encodeJpegLs },
} as const;

export async function writeEncapsulated(coding: keyof typeof encoders, picture: Picture): Promise<Uint8Array> {
  const { syntax, encode } = encoders[coding];
  const encoded = await encode(picture);
  const [secondaryCapture, uid] = ['1.2.840.10008.5.1.4.1.1.7', '2.25.1'];
  const meta = encodeElements({ '00020002': ['UI', secondaryCapture], '00020003': ['UI', uid], '00020010': ['UI', syntax] });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  const elements = encodeElements({
    '00080016': ['UI', secondaryCapture],
    '00080018': ['UI', uid],
    '00080060': ['CS', 'OT'],
    '0020000E': ['UI', '2.25.2'],
    '00280002': ['US', [1]],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280010': ['US', [picture.rows]],
    '00280011': ['US', [picture.columns]],
    '00280100': ['US', [8]],
    '00280101': ['US', [8]],
    '00280102': ['US', [7]],
    '00280103': ['US', [0]],
  });
  const padded = encoded.length % 2 === 0 ? encoded : Buffer.concat([encoded, Buffer.alloc(1)]);
  const pixels = [elementHead('7FE00010', 'OB', 0xffffffff), item(0xe000, 0), item(0xe000, padded.length), padded, item(0xe0dd, 0)];
  return new Uint8Array(
    Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), elementHead('00020000', 'UL', 4), length, meta, elements, ...pixels]),
  );
}

/** Head of an item of group FFFE. */
function item(element: number, length: number): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt16LE(0xfffe, 0);
  head.writeUInt16LE(element, 2);
  head.writeUInt32LE(length, 4);
  return head;
}

function encodeJpeg({ data, rows, columns }: Picture): Promise<Uint8Array> {
  return sharp(data, { raw: { width: columns, height: rows, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: 90 })
    .toBuffer();
}

async function encodeJpegLs({ data, rows, columns }: Picture): Promise<Uint8Array> {
  const { default: make } = await import('@cornerstonejs/codec-charls/wasmjs');
  const wasmBinary = await readFile(createRequire(import.meta.url).resolve('@cornerstonejs/codec-charls/wasm'));
  const module = (await make({ wasmBinary, print: () => undefined, printErr: () => undefined })) as {
    JpegLSEncoder: new () => WasmEncoder;
  };
  const encoder = new module.JpegLSEncoder();
  const frame = { width: columns, height: rows, bitsPerSample: 8, componentCount: 1, isSigned: false, isUsingColorTransform: false };
  encoder.getDecodedBuffer(frame).set(data);
  encoder.encode();
  const encoded = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded;
}
