// WebAssembly decoders, each loaded at its first use. An instance that fails is thrown away: its memory may no longer be sound.
import { readFile } from 'node:fs/promises';
import { AppError } from '../../../../shared/errors.ts';
import { programFile } from '../../../programFile.ts';

export interface DecodedImage {
  /** [row, column, component], 8 or 16 bit as `bits` says. */
  readonly bytes: Uint8Array;
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  readonly bits: number;
  readonly isSigned: boolean;
}

interface Codec {
  readonly load: () => Promise<{ default: MakeModule }>;
  readonly wasm: 'openjpegWasm' | 'charlsWasm' | 'libjpegWasm';
  readonly decoder: string;
}

const codecs = {
  jpeg2000: {
    load: () => import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
    wasm: 'openjpegWasm',
    decoder: 'J2KDecoder',
  },
  jpegLs: {
    load: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
    wasm: 'charlsWasm',
    decoder: 'JpegLSDecoder',
  },
  jpeg: {
    load: () => import('@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs'),
    wasm: 'libjpegWasm',
    decoder: 'JPEGDecoder',
  },
} as const satisfies Record<string, Codec>;
export type WasmCodec = keyof typeof codecs;

type DecoderClass = new () => WasmDecoder;
const loaded = new Map<WasmCodec, Promise<DecoderClass>>();

/** The picture in `bytes`; its size must have been checked before. Errors: `unreadableFile`. */
export async function decodeWasm(codec: WasmCodec, bytes: Uint8Array): Promise<DecodedImage> {
  const Decoder = await (loaded.get(codec) ?? load(codec));
  try {
    const decoder = new Decoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, componentCount, bitsPerSample, isSigned = false } = decoder.getFrameInfo();
    const decoded = new Uint8Array(decoder.getDecodedBuffer());
    decoder.delete();
    return { bytes: decoded, columns: width, rows: height, components: componentCount, bits: bitsPerSample, isSigned };
  } catch (error) {
    loaded.delete(codec);
    throw new AppError('unreadableFile', `the ${codec} data cannot be decoded (${wordsOf(error)})`, { cause: error });
  }
}

function load(codec: WasmCodec): Promise<DecoderClass> {
  const { load, wasm, decoder } = codecs[codec];
  const loading = (async () => {
    const [{ default: make }, wasmBinary] = await Promise.all([load(), readFile(programFile(wasm))]);
    const module = (await make({ wasmBinary, print: () => undefined, printErr: () => undefined })) as Record<string, DecoderClass>;
    return module[decoder] as DecoderClass;
  })();
  loaded.set(codec, loading);
  return loading;
}

/** Emscripten throws numbers for C++ exceptions. */
function wordsOf(error: unknown): string {
  return error instanceof Error ? (error.message.split('\n')[0]?.slice(0, 200) ?? 'unknown reason') : 'the decoder gave up';
}
