// JPEG 2000 without loss, for the formats that we write. The encoder is loaded at its first use.
import { readFile } from 'node:fs/promises';
import { programFile } from '../../../programFile.ts';

interface Picture {
  /** [row, column, component]. */
  readonly data: Uint8Array;
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

type EncoderClass = new () => WasmEncoder;
let loading: Promise<EncoderClass> | null = null;

/** One codestream of 8 bits, without the boxes of a JP2 file. */
export async function encodeJpeg2000({ data, rows, columns, channels }: Picture): Promise<Uint8Array> {
  loading ??= load();
  const Encoder = await loading;
  const encoder = new Encoder();
  const frame = { width: columns, height: rows, bitsPerSample: 8, componentCount: channels, isSigned: false, isUsingColorTransform: false };
  encoder.getDecodedBuffer(frame).set(data);
  encoder.setQuality(true, 0);
  encoder.encode();
  const encoded = new Uint8Array(encoder.getEncodedBuffer());
  encoder.delete();
  return encoded;
}

async function load(): Promise<EncoderClass> {
  const [{ default: make }, wasmBinary] = await Promise.all([
    import('@cornerstonejs/codec-openjpeg/wasmjs'),
    readFile(programFile('openjpegEncoderWasm')),
  ]);
  const module = (await make({ wasmBinary, print: () => undefined, printErr: () => undefined })) as { J2KEncoder: EncoderClass };
  return module.J2KEncoder;
}
