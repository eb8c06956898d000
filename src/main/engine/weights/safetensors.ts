// The safetensors file format: 8 bytes of header length, a JSON header, then the tensors' bytes.
// Spec: huggingface/safetensors README, "Format". Every length is checked before anything is read or allocated.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { z } from 'zod';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { writeFileAtomic } from '../../atomicFile.ts';

/** Values in their stored type; half-precision floats are widened to float32, which is exact. */
export type StoredValues =
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array
  | Int32Array
  | Uint32Array
  | Int16Array
  | Uint16Array
  | Int8Array
  | Uint8Array;

export interface StoredTensor {
  shape: readonly number[];
  values: StoredValues;
}

export interface SafetensorsContent {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

const largestHeaderBytes = 100 * 1024 * 1024;
const tensorHeaderSchema = z.object({
  dtype: z.string(),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const headerSchema = z.record(z.string(), z.unknown());

const readers: Record<string, { bytes: number; read: (bytes: Uint8Array<ArrayBuffer>) => StoredValues }> = {
  F64: { bytes: 8, read: bytes => new Float64Array(bytes.buffer) },
  F32: { bytes: 4, read: bytes => new Float32Array(bytes.buffer) },
  F16: { bytes: 2, read: bytes => Float32Array.from(new Uint16Array(bytes.buffer), halfToFloat) },
  BF16: { bytes: 2, read: bytes => new Float32Array(Uint32Array.from(new Uint16Array(bytes.buffer), half => half << 16).buffer) },
  I64: { bytes: 8, read: bytes => new BigInt64Array(bytes.buffer) },
  U64: { bytes: 8, read: bytes => new BigUint64Array(bytes.buffer) },
  I32: { bytes: 4, read: bytes => new Int32Array(bytes.buffer) },
  U32: { bytes: 4, read: bytes => new Uint32Array(bytes.buffer) },
  I16: { bytes: 2, read: bytes => new Int16Array(bytes.buffer) },
  U16: { bytes: 2, read: bytes => new Uint16Array(bytes.buffer) },
  I8: { bytes: 1, read: bytes => new Int8Array(bytes.buffer) },
  U8: { bytes: 1, read: bytes => bytes },
  BOOL: { bytes: 1, read: bytes => bytes },
};

/** The format's name for the types that are written. */
function typeName(values: StoredValues): string {
  if (values instanceof Float32Array) return 'F32';
  if (values instanceof Int32Array) return 'I32';
  throw new AppError('internal', `Expected float32 or int32 values to write, received ${values.constructor.name}.`);
}

/** Writes float32 and int32 tensors, whole or not at all. Errors: `diskFull`, `permissionDenied`. */
export function writeSafetensors(path: string, content: SafetensorsContent): void {
  const names = [...content.tensors.keys()].sort();
  const header: Record<string, unknown> = { __metadata__: content.metadata };
  let offset = 0;
  for (const name of names) {
    const { shape, values } = content.tensors.get(name) as StoredTensor;
    header[name] = { dtype: typeName(values), shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  // Spaces align the data to 8 bytes, as the reference library writes it.
  const json = JSON.stringify(header);
  const headerBytes = Buffer.from(json.padEnd(json.length + ((8 - (Buffer.byteLength(json) % 8)) % 8)));
  const file = Buffer.alloc(8 + headerBytes.length + offset);
  file.writeBigUInt64LE(BigInt(headerBytes.length), 0);
  headerBytes.copy(file, 8);
  let at = 8 + headerBytes.length;
  for (const name of names) {
    const { values } = content.tensors.get(name) as StoredTensor;
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  writeFileAtomic(path, file);
}

/** Reads all tensors. Errors: `notFound`, `unreadableFile` naming the offset. */
export function readSafetensors(path: string): SafetensorsContent {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    throw toAppError(error);
  }
  try {
    return readContent(descriptor, path);
  } finally {
    closeSync(descriptor);
  }
}

function readContent(descriptor: number, path: string): SafetensorsContent {
  const size = fstatSync(descriptor).size;
  const bad = (what: string) => new AppError('unreadableFile', `Expected a safetensors file at ${path}: ${what}`, { details: { path } });
  const readAt = (position: number, length: number): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const read = readSync(descriptor, bytes, done, length - done, position + done);
      if (read === 0) throw bad(`the data ends at byte ${position + done} of ${position + length}.`);
      done += read;
    }
    return bytes;
  };
  if (size < 8) throw bad(`it holds ${size} bytes, the header length alone takes 8.`);
  const headerLength = Number(new DataView(readAt(0, 8).buffer).getBigUint64(0, true));
  if (headerLength > Math.min(size - 8, largestHeaderBytes))
    throw bad(`a header of ${headerLength} bytes does not fit into ${size} bytes.`);
  const header = parseHeader(readAt(8, headerLength), bad);
  const dataStart = 8 + headerLength;
  const tensors = new Map<string, StoredTensor>();
  let metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      metadata = z.record(z.string(), z.string()).parse(value);
      continue;
    }
    const entry = tensorHeaderSchema.safeParse(value);
    if (!entry.success) throw bad(`the entry of tensor '${name}' is malformed.`);
    const { dtype, shape, data_offsets: range } = entry.data;
    const reader = Object.hasOwn(readers, dtype) ? readers[dtype] : undefined;
    if (reader === undefined) throw bad(`tensor '${name}' has type ${dtype}; known: ${Object.keys(readers).join(', ')}.`);
    const count = shape.reduce((product, length) => product * length, 1);
    const [start, end] = range;
    if (end - start !== count * reader.bytes || dataStart + end > size) {
      throw bad(
        `tensor '${name}' [${shape}] needs ${count * reader.bytes} bytes at ${dataStart + start}, the file gives ${end - start} of ${size}.`,
      );
    }
    tensors.set(name, { shape, values: reader.read(readAt(dataStart + start, end - start)) });
  }
  return { tensors, metadata };
}

function parseHeader(bytes: Uint8Array, bad: (what: string) => AppError): Record<string, unknown> {
  try {
    return headerSchema.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    throw bad('the header at byte 8 is not JSON.');
  }
}

/** IEEE 754 binary16. */
function halfToFloat(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
