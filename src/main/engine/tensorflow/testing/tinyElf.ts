// Test support: the smallest ELF file that has a dynamic section. One segment that maps the file at address 0, then the section.

/** Bytes of a 64-bit little-endian library that asks for these things and holds no code. */
export function tinyElf({
  soname,
  needed = [],
  runpath,
  rpath,
}: {
  soname?: string;
  needed?: string[];
  runpath?: string;
  rpath?: string;
}): Buffer {
  let strings = '\0';
  const text = (value: string): number => {
    strings += `${value}\0`;
    return strings.length - value.length - 1;
  };
  const entries: [tag: number, value: number][] = needed.map(name => [1, text(name)]);
  if (soname !== undefined) entries.push([14, text(soname)]);
  if (rpath !== undefined) entries.push([15, text(rpath)]);
  if (runpath !== undefined) entries.push([29, text(runpath)]);

  const dynamicOffset = 64 + 2 * 56;
  const stringsOffset = dynamicOffset + (entries.length + 3) * 16;
  entries.push([5, stringsOffset], [10, strings.length], [0, 0]);
  const bytes = Buffer.alloc(stringsOffset + strings.length);
  bytes.write('\x7fELF\x02\x01\x01', 'latin1');
  bytes.writeBigUInt64LE(64n, 32);
  bytes.writeUInt16LE(56, 54);
  bytes.writeUInt16LE(2, 56);
  segment(1, 0, bytes.length, 64);
  segment(2, dynamicOffset, entries.length * 16, 64 + 56);
  for (const [index, [tag, value]] of entries.entries()) {
    bytes.writeBigUInt64LE(BigInt(tag), dynamicOffset + index * 16);
    bytes.writeBigUInt64LE(BigInt(value), dynamicOffset + index * 16 + 8);
  }
  bytes.write(strings, stringsOffset, 'latin1');
  return bytes;

  function segment(type: number, offset: number, sizeBytes: number, at: number): void {
    bytes.writeUInt32LE(type, at);
    for (const field of [8, 16]) bytes.writeBigUInt64LE(BigInt(offset), at + field);
    for (const field of [32, 40]) bytes.writeBigUInt64LE(BigInt(sizeBytes), at + field);
  }
}
