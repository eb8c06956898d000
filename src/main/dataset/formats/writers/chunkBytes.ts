// Little-endian numbers and fixed-length texts one after the other: how the chunks of vendors' files are put together.

export class ChunkBytes {
  private readonly parts: Uint8Array[] = [];

  u8(...values: number[]): this {
    return this.bytes(Uint8Array.from(values));
  }

  u16(...values: number[]): this {
    return this.bytes(viewed(new Uint16Array(values)));
  }

  u32(...values: number[]): this {
    return this.bytes(viewed(new Uint32Array(values)));
  }

  f32(...values: number[]): this {
    return this.bytes(viewed(new Float32Array(values)));
  }

  f64(...values: number[]): this {
    return this.bytes(viewed(new Float64Array(values)));
  }

  /** Cut or filled with zeros to `length`. */
  text(value: string, length: number): this {
    const field = Buffer.alloc(length);
    field.write(value, 'latin1');
    return this.bytes(field);
  }

  zeros(length: number): this {
    return this.bytes(new Uint8Array(length));
  }

  bytes(part: Uint8Array): this {
    this.parts.push(part);
    return this;
  }

  whole(): Uint8Array {
    const bytes = new Uint8Array(this.parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of this.parts) {
      bytes.set(part, at);
      at += part.length;
    }
    return bytes;
  }
}

function viewed(values: Uint16Array | Uint32Array | Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
