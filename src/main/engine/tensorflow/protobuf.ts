// The little of the protobuf wire format that the engine needs: it reads TensorFlow's operation list and writes a ConfigProto.
// Spec: protobuf.dev/programming-guides/encoding.

/** A field of a message: a varint, or the bytes of a string or submessage. */
export type ProtoField = { number: number; value: number | Uint8Array };

/** Splits a message into its fields. Fixed 32- and 64-bit fields come as their raw bytes. */
export function decodeFields(bytes: Uint8Array): ProtoField[] {
  const fields: ProtoField[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  };
  const take = (length: number): Uint8Array => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const wireType = tag % 8;
    if (wireType === 0) fields.push({ number, value: varint() });
    else fields.push({ number, value: take(wireType === 2 ? varint() : wireType === 1 ? 8 : 4) });
  }
  return fields;
}

/** Encodes a message; nested arrays are submessages, `true` is the varint 1. */
export type ProtoMessage = [number: number, value: number | boolean | ProtoMessage][];
export function encodeMessage(message: ProtoMessage): Uint8Array {
  const out: number[] = [];
  const varint = (value: number) => {
    let rest = value;
    while (rest >= 128) {
      out.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    out.push(rest);
  };
  for (const [number, value] of message) {
    if (Array.isArray(value)) {
      const bytes = encodeMessage(value);
      varint(number * 8 + 2);
      varint(bytes.length);
      out.push(...bytes);
    } else {
      varint(number * 8);
      varint(Number(value));
    }
  }
  return Uint8Array.from(out);
}
