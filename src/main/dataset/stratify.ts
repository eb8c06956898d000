// Distributes groups over parts so that each class is shared out as asked, in patients and in scans.
// After Sechidis, Tsoumakas, Vlahavas, "On the stratification of multi-label data" (ECML PKDD 2011), iterative
// stratification: the rarest class first, each group to the part that lacks it most; then improved by moves and swaps.
import { type RandomGenerator, randomGenerator, shuffled } from '../../shared/random.ts';
import { compareText } from './compareText.ts';
import type { ItemGroup } from './groupItems.ts';

const maxRestarts = 20;
const maxPasses = 10;
const swapsPerGroup = 20;
const maxSwaps = 200_000;
/** Larger than any gain in balance, so that no class is left out of a part for the sake of the ratios. */
const absencePenalty = 10;
const smallestGain = 1e-12;

/**
 * The part of each group, by index into `ratios` (sum 1; a part with ratio 0 stays empty). Minimised, over parts p and
 * classes c: Σ (groups_pc / groups_c − ratio_p)² + (scans_pc / scans_c − ratio_p)². Groups of a class come in random
 * order, not the largest first, which would put the patients with the most scans into training whatever the seed.
 * A class with at least as many groups as there are parts is in every part, unless classes overlap so that it cannot be.
 */
export function stratify(groups: readonly ItemGroup[], ratios: readonly number[], seed: number): number[] {
  let best: Distribution | null = null;
  for (let attempt = 0; attempt < maxRestarts; attempt++) {
    const random = randomGenerator(seed, 'split', attempt);
    const trial = new Distribution(groups, ratios);
    trial.placeAll(random);
    trial.improve(random);
    if (best === null || trial.cost() < best.cost()) best = trial;
    if (!best.isMissingAny()) break;
  }
  return best?.partOf ?? [];
}

interface Content {
  classIndex: number;
  scans: number;
}

class Distribution {
  /** Part of each group, −1 before it is placed. */
  readonly partOf: number[];
  readonly #ratios: readonly number[];
  /** Parts that may receive groups. */
  readonly #open: number[];
  /** What each group holds of each of its classes. */
  readonly #contents: Content[][];
  readonly #classCount: number;
  /** By class. */
  readonly #totalGroups: Int32Array;
  readonly #totalScans: Int32Array;
  /** [part, class] */
  readonly #groups: Int32Array;
  readonly #scans: Int32Array;

  constructor(groups: readonly ItemGroup[], ratios: readonly number[]) {
    const classes = [...new Set(groups.flatMap(group => [...group.scans.keys()]))].sort(compareText);
    const indexOf = new Map(classes.map((name, i) => [name, i]));
    this.partOf = groups.map(() => -1);
    this.#ratios = ratios;
    this.#open = ratios.flatMap((ratio, part) => (ratio > 0 ? [part] : []));
    this.#contents = groups.map(group => [...group.scans].map(([name, scans]) => ({ classIndex: indexOf.get(name) as number, scans })));
    this.#classCount = classes.length;
    this.#totalGroups = new Int32Array(classes.length);
    this.#totalScans = new Int32Array(classes.length);
    for (const { classIndex, scans } of this.#contents.flat()) {
      this.#totalGroups[classIndex] = at(this.#totalGroups, classIndex) + 1;
      this.#totalScans[classIndex] = at(this.#totalScans, classIndex) + scans;
    }
    this.#groups = new Int32Array(ratios.length * classes.length);
    this.#scans = new Int32Array(ratios.length * classes.length);
  }

  /** Again and again the class with the fewest groups left, each of its groups where it lowers the cost most. */
  placeAll(random: RandomGenerator): void {
    const order = shuffled([...this.partOf.keys()], random);
    let queues = this.#classIndices().map(c => order.filter(group => this.#contents[group]?.some(({ classIndex }) => classIndex === c)));
    for (;;) {
      queues = queues.map(queue => queue.filter(group => this.partOf[group] === -1)).filter(queue => queue.length > 0);
      const rarest = queues.toSorted((a, b) => a.length - b.length)[0];
      if (rarest === undefined) return;
      for (const group of rarest) this.#put(group, this.#bestPart(group).part);
    }
  }

  /** Moves single groups while that helps, then tries random swaps. */
  improve(random: RandomGenerator): void {
    const order = shuffled([...this.partOf.keys()], random);
    for (let pass = 0, moved = true; moved && pass < maxPasses; pass++) {
      moved = false;
      for (const group of order) {
        const { part, change } = this.#bestPart(group);
        if (this.#change(group, this.partOf[group] as number, -1) + change > -smallestGain) continue;
        this.#put(group, part);
        moved = true;
      }
    }
    const swaps = this.#open.length < 2 ? 0 : Math.min(maxSwaps, swapsPerGroup * order.length);
    for (let i = 0; i < swaps; i++) this.#trySwap(random.integer(order.length), random.integer(order.length));
  }

  cost(): number {
    let cost = 0;
    for (const part of this.#open) for (const c of this.#classIndices()) cost += this.#term(part, c, 0, 0);
    return cost;
  }

  /** Whether a class that has enough groups is absent from a part. */
  isMissingAny(): boolean {
    return this.#open.some(part => this.#classIndices().some(c => this.#isMissing(c, at(this.#groups, part * this.#classCount + c))));
  }

  #classIndices(): number[] {
    return [...this.#totalGroups.keys()];
  }

  #trySwap(first: number, second: number): void {
    const [a, b] = [this.partOf[first] as number, this.partOf[second] as number];
    if (a === b) return;
    if (this.#put(first, b) + this.#put(second, a) < -smallestGain) return;
    this.#put(first, a);
    this.#put(second, b);
  }

  /** The part, other than its own, to which a group adds the least cost. */
  #bestPart(group: number): { part: number; change: number } {
    let best = { part: -1, change: Number.POSITIVE_INFINITY };
    for (const part of this.#open) {
      if (part === this.partOf[group]) continue;
      const change = this.#change(group, part, 1);
      if (change < best.change) best = { part, change };
    }
    return best;
  }

  /** Puts a group into a part, out of the one it was in, and returns the change in cost. */
  #put(group: number, to: number): number {
    const from = this.partOf[group] as number;
    const change = (from === -1 ? 0 : this.#change(group, from, -1)) + this.#change(group, to, 1);
    for (const { classIndex, scans } of this.#contents[group] as Content[]) {
      if (from !== -1) this.#count(from * this.#classCount + classIndex, -1, -scans);
      this.#count(to * this.#classCount + classIndex, 1, scans);
    }
    this.partOf[group] = to;
    return change;
  }

  #count(cell: number, groups: number, scans: number): void {
    this.#groups[cell] = at(this.#groups, cell) + groups;
    this.#scans[cell] = at(this.#scans, cell) + scans;
  }

  /** Change in a part's cost when a group comes (1) or goes (−1). */
  #change(group: number, part: number, sign: 1 | -1): number {
    let change = 0;
    for (const { classIndex, scans } of this.#contents[group] as Content[]) {
      change += this.#term(part, classIndex, sign, sign * scans) - this.#term(part, classIndex, 0, 0);
    }
    return change;
  }

  /** Cost of one class in one part, with so many more groups and scans than there are. */
  #term(part: number, c: number, moreGroups: number, moreScans: number): number {
    const cell = part * this.#classCount + c;
    const groups = at(this.#groups, cell) + moreGroups;
    const scans = at(this.#scans, cell) + moreScans;
    const ratio = this.#ratios[part] as number;
    const balance = (groups / at(this.#totalGroups, c) - ratio) ** 2 + (scans / at(this.#totalScans, c) - ratio) ** 2;
    return balance + (this.#isMissing(c, groups) ? absencePenalty : 0);
  }

  #isMissing(c: number, groups: number): boolean {
    return groups === 0 && at(this.#totalGroups, c) >= this.#open.length;
  }
}

function at(array: Int32Array, index: number): number {
  return array[index] as number;
}
