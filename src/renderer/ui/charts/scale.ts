// Ticks and places of labels, for every chart.

/** About `count` round numbers from `low` to `high`, both included when they are round. */
export function ticks(low: number, high: number, count: number): number[] {
  const raw = (high - low) / count;
  if (!(raw > 0)) return [low];
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = power * ([1, 2, 5, 10].find(factor => factor * power >= raw) ?? 10);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** 1, 2 and 5 times powers of ten inside the range; only powers where it spans more than three of them. */
export function logTicks(low: number, high: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const factors = last - first > 3 ? [1] : [1, 2, 5];
  const all = Array.from({ length: last - first + 1 }, (_, i) => 10 ** (first + i)).flatMap(power => factors.map(factor => factor * power));
  return all.filter(value => value >= low * 0.999 && value <= high * 1.001);
}

/** Moves labels apart that would lie on each other, and above `bottom`; all in pixels, the order is kept. */
export function spread(tops: readonly number[], distancePx: number, bottom = Number.POSITIVE_INFINITY): number[] {
  const order = tops.map((_, i) => i).sort((a, b) => (tops[a] as number) - (tops[b] as number));
  const spaced = [...tops];
  for (const [place, index] of order.entries()) {
    const above = order[place - 1];
    if (above !== undefined) spaced[index] = Math.max(spaced[index] as number, (spaced[above] as number) + distancePx);
  }
  let limit = bottom;
  for (const index of order.toReversed()) {
    spaced[index] = Math.min(spaced[index] as number, limit);
    limit = (spaced[index] as number) - distancePx;
  }
  return spaced;
}
