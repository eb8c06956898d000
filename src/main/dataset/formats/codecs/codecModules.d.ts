// Types of the codec packages, which bring none: emscripten modules with one decoder class each, and the lossless JPEG decoder.

interface FrameInfo {
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly componentCount: number;
  readonly isSigned?: boolean;
}

interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): FrameInfo;
  decode(): void;
  delete(): void;
}

interface WasmEncoder {
  getDecodedBuffer(frame: FrameInfo & { readonly isUsingColorTransform: boolean }): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  setQuality(isLossless: boolean, quality: number): void;
  encode(): void;
  delete(): void;
}

type MakeModule = (options: { wasmBinary: Uint8Array; print(text: string): void; printErr(text: string): void }) => Promise<unknown>;

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const make: MakeModule;
  export default make;
}
declare module '@cornerstonejs/codec-openjpeg/wasmjs' {
  const make: MakeModule;
  export default make;
}
declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  const make: MakeModule;
  export default make;
}
declare module '@cornerstonejs/codec-charls/wasmjs' {
  const make: MakeModule;
  export default make;
}
declare module '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs' {
  const make: MakeModule;
  export default make;
}
declare module 'jpeg-lossless-decoder-js' {
  export class Decoder {
    decode(buffer: ArrayBuffer, offset: number, length: number, bytesPerSample?: number): Uint8Array | Uint16Array;
  }
}
