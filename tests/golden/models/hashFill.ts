// The weights and inputs of the golden models, without a file: a hash of (tensor name, flat index).
// Formula in README.md; twin of hashFill.py, equal to the last bit of float32.

/** 32-bit FNV-1a over the UTF-8 bytes of a name. */
export function fnv1a(name: string): number {
  let h = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(name)) h = Math.imul(h ^ byte, 0x01000193);
  return h >>> 0;
}

/** Murmur3's finaliser over fnv1a(name) + index · 0x9e3779b9; a uint32. */
export function hashWord(nameHash: number, index: number): number {
  let z = (nameHash + Math.imul(index, 0x9e3779b9)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}

/** A parameter or running statistic in C order of `shape`, which is PyTorch's (convolution: out, in, …kernel). */
export function parameterValues(name: string, shape: readonly number[]): Float32Array {
  const { centre, radius } = centreAndRadius(name, shape);
  const nameHash = fnv1a(name);
  return Float32Array.from({ length: product(shape) }, (_, i) => centre + radius * (hashWord(nameHash, i) / 2147483648 - 1));
}

/** Model input in [-1, 1], C order of [batch, channel, …space]. */
export function inputValues(shape: readonly number[]): Float32Array {
  const nameHash = fnv1a('input');
  return Float32Array.from({ length: product(shape) }, (_, i) => hashWord(nameHash, i) / 2147483648 - 1);
}

/** Class indices 0 … classCount - 1, C order of [batch, …space]. */
export function labelValues(shape: readonly number[], classCount: number): Int32Array {
  const nameHash = fnv1a('labels');
  return Int32Array.from({ length: product(shape) }, (_, i) => hashWord(nameHash, i) % classCount);
}

function centreAndRadius(name: string, shape: readonly number[]): { centre: number; radius: number } {
  if (name.endsWith('running_mean')) return { centre: 0, radius: 0.1 };
  if (name.endsWith('running_var')) return { centre: 1, radius: 0.5 };
  if (shape.length >= 2) return { centre: 0, radius: Math.sqrt(3 / product(shape.slice(1))) };
  if (name.endsWith('bias')) return { centre: 0, radius: 0.1 };
  if (name.endsWith('bn3.weight')) return { centre: 0.2, radius: 0.05 };
  return { centre: 1, radius: 0.25 };
}

function product(shape: readonly number[]): number {
  return shape.reduce((a, b) => a * b, 1);
}
