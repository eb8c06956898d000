// What a shared library asks of the dynamic linker, read from its dynamic section without loading it.
// Follows the System V ABI (gabi 4.1, "Dynamic Section") for 64-bit little-endian files; ld.so(8) says how the answers are used.
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { AppError } from '../../../shared/errors.ts';

/** `needed`: names of other libraries. `searched`: RUNPATH, or else RPATH, in order and without repeats; `$ORIGIN` is the file's folder. */
export interface ElfDependencies {
  readonly soname: string | null;
  readonly needed: string[];
  readonly searched: string[];
}

const tag = { end: 0n, needed: 1n, stringTable: 5n, stringTableSize: 10n, soname: 14n, rpath: 15n, runpath: 29n };
const segment = { load: 1, dynamic: 2 };
/** Above any real table (the largest here, TensorFlow's names, has 120 MB); keeps a damaged file from claiming all memory. */
const longestTableBytes = 512 * 2 ** 20;

/** Reads the ELF file at `path`. Errors: `damaged` when it is not a 64-bit little-endian ELF file or points outside itself. */
export function readElfDependencies(path: string): ElfDependencies {
  const file = openSync(path, 'r');
  try {
    return parse(path, file, fstatSync(file).size);
  } finally {
    closeSync(file);
  }
}

function parse(path: string, file: number, sizeBytes: number): ElfDependencies {
  const read = (offset: number, length: number): Buffer => {
    const inside = Number.isSafeInteger(offset) && offset >= 0 && length <= longestTableBytes && offset + length <= sizeBytes;
    const bytes = Buffer.alloc(inside ? length : 0);
    if (!inside || readSync(file, bytes, 0, length, offset) !== length)
      throw notElf(path, `${length} bytes at offset ${offset} are not in it`);
    return bytes;
  };
  const header = read(0, 64);
  if (header.readUInt32BE(0) !== 0x7f454c46 || header[4] !== 2 || header[5] !== 1) throw notElf(path, 'its first bytes are others');

  const entrySize = header.readUInt16LE(54);
  const segments = Array.from({ length: header.readUInt16LE(56) }, (_, index) => {
    const bytes = read(Number(header.readBigUInt64LE(32)) + index * entrySize, 56);
    const field = (offset: number) => Number(bytes.readBigUInt64LE(offset));
    return { type: bytes.readUInt32LE(0), offset: field(8), address: field(16), sizeBytes: field(32) };
  });
  const dynamic = segments.find(({ type }) => type === segment.dynamic);
  if (dynamic === undefined) return { soname: null, needed: [], searched: [] };

  const entries = read(dynamic.offset, dynamic.sizeBytes);
  const values = (wanted: bigint): number[] => {
    const found: number[] = [];
    for (let at = 0; at + 16 <= entries.length && entries.readBigUInt64LE(at) !== tag.end; at += 16) {
      if (entries.readBigUInt64LE(at) === wanted) found.push(Number(entries.readBigUInt64LE(at + 8)));
    }
    return found;
  };
  const [address = 0] = values(tag.stringTable);
  const home = segments.find(load => load.type === segment.load && address >= load.address && address < load.address + load.sizeBytes);
  if (home === undefined) throw notElf(path, 'its string table lies in no segment');
  const strings = read(address - home.address + home.offset, values(tag.stringTableSize)[0] ?? 0);
  const text = (offset: number): string => {
    const end = strings.indexOf(0, offset);
    if (offset >= strings.length || end < 0) throw notElf(path, `its string ${offset} has no end`);
    return strings.toString('latin1', offset, end);
  };

  const [soname] = values(tag.soname);
  const [searchPath] = [...values(tag.runpath), ...values(tag.rpath)];
  return {
    soname: soname === undefined ? null : text(soname),
    needed: values(tag.needed).map(text),
    searched: searchPath === undefined ? [] : [...new Set(text(searchPath).split(':'))].filter(folder => folder !== ''),
  };
}

function notElf(path: string, received: string): AppError {
  return new AppError('damaged', `Expected ${path} to be a 64-bit shared library, but ${received}. Install it again.`);
}
