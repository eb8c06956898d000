// Small images that are all different, for folders that tests make.
import { randomGenerator } from '../../../shared/random.ts';
import { encodeJpeg, encodePng } from '../formats/sharpCodec.ts';

/** A grey picture of 24 × 16 pixels; another seed is another picture. */
export function testPng(seed: number): Promise<Uint8Array> {
  return encodePng({ data: noise(seed), rows: 16, columns: 24, channels: 1 });
}

export function testJpeg(seed: number): Promise<Uint8Array> {
  return encodeJpeg({ data: noise(seed), rows: 16, columns: 24, channels: 1 });
}

function noise(seed: number): Uint8Array {
  const random = randomGenerator(seed, 'picture');
  return Uint8Array.from({ length: 384 }, () => 40 + random.integer(150));
}
