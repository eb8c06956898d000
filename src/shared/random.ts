// Seeded randomness keyed by a path, so that a value depends on what it is for and never on who asks first.
// Key: FNV-1a over the path, finished by splitmix; generator: sfc32 (Chris Doty-Humphrey, PractRand).

export interface RandomGenerator {
  /** Uniform in [0, 1), 32 bits of randomness. */
  uniform(): number;
  /** Uniform integer in [0, bound). */
  integer(bound: number): number;
  /** Standard normal (Box–Muller, one value a call). */
  normal(): number;
}

/** A 32-bit seed for one purpose, e.g. `deriveSeed(seed, 'augment', epoch, item)`. */
export function deriveSeed(seed: number, ...path: (string | number)[]): number {
  return keyWords(seed, path)[0] as number;
}

/** An independent generator for one purpose; the same arguments always give the same sequence. */
export function randomGenerator(seed: number, ...path: (string | number)[]): RandomGenerator {
  let [a, b, c] = keyWords(seed, path) as [number, number, number];
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let i = 0; i < 12; i++) next();
  const uniform = (): number => next() / 4294967296;
  return {
    uniform,
    integer: bound => Math.floor(uniform() * bound),
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
  };
}

/** A new array with the items in a random order (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: RandomGenerator): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}

function keyWords(seed: number, path: (string | number)[]): number[] {
  const text = `${seed}/${path.map(part => String(part).replaceAll('/', '//')).join('/')}`;
  const words = [0x811c9dc5, 0x1b873593, 0xe6546b64];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    for (let w = 0; w < 3; w++) words[w] = Math.imul((words[w] as number) ^ (code + w * 0x9e3779b9), 0x01000193);
  }
  return words.map(word => {
    let z = (word + 0x9e3779b9) | 0;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  });
}
