// Limited-memory BFGS for smooth convex functions (Nocedal & Wright 2006, alg. 7.4 and 7.5), with a weak-Wolfe
// line search by bisection (Lewis & Overton, Math. Program. 2013, alg. 2.6). Deterministic: no randomness, one thread.

export interface Minimisation {
  /** Returns the value at `x` and writes the gradient. */
  readonly evaluate: (x: Float64Array, gradient: Float64Array) => number;
  readonly start: Float64Array;
  /** Stops when no gradient component is larger. */
  readonly tolerance: number;
  readonly maxIterations: number;
}

export interface Minimum {
  readonly x: Float64Array;
  readonly value: number;
  readonly iterations: number;
  readonly converged: boolean;
}

const memory = 10;
const maxLineSteps = 40;

export function minimise({ evaluate, start, tolerance, maxIterations }: Minimisation): Minimum {
  let x: Float64Array = start.slice();
  let gradient: Float64Array = new Float64Array(x.length);
  let value = evaluate(x, gradient);
  const pairs: { step: Float64Array; change: Float64Array; curvature: number }[] = [];

  for (let iterations = 0; ; iterations++) {
    if (largest(gradient) <= tolerance) return { x, value, iterations, converged: true };
    if (iterations === maxIterations) return { x, value, iterations, converged: false };

    const direction = descent(gradient, pairs);
    // Without curvature known yet, a first step of length 1 at most.
    const firstLength = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(dot(gradient, gradient))) : 1;
    const next = searchLine(evaluate, x, value, gradient, direction, firstLength);
    // Rounding hides any further descent: this is the minimum as far as float64 can see.
    if (next === null) return { x, value, iterations, converged: true };

    const step = subtract(next.x, x);
    const change = subtract(next.gradient, gradient);
    pairs.push({ step, change, curvature: dot(step, change) });
    if (pairs.length > memory) pairs.shift();
    ({ x, value, gradient } = next);
  }
}

/** The two-loop recursion: −H·gradient. */
function descent(gradient: Float64Array, pairs: { step: Float64Array; change: Float64Array; curvature: number }[]): Float64Array {
  const direction = gradient.map(value => -value);
  const alphas: number[] = [];
  for (const { step, change, curvature } of pairs.toReversed()) {
    const alpha = dot(step, direction) / curvature;
    alphas.push(alpha);
    addScaled(direction, change, -alpha);
  }
  const last = pairs.at(-1);
  if (last !== undefined) scale(direction, last.curvature / dot(last.change, last.change));
  for (const { step, change, curvature } of pairs) {
    addScaled(direction, step, (alphas.pop() as number) - dot(change, direction) / curvature);
  }
  return direction;
}

function searchLine(
  evaluate: Minimisation['evaluate'],
  from: Float64Array,
  value: number,
  gradient: Float64Array,
  direction: Float64Array,
  firstLength: number,
): { x: Float64Array; value: number; gradient: Float64Array } | null {
  const slope = dot(gradient, direction);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let length = firstLength;
  for (let i = 0; i < maxLineSteps; i++) {
    const x = from.slice();
    addScaled(x, direction, length);
    const nextGradient = new Float64Array(x.length);
    const nextValue = evaluate(x, nextGradient);
    if (!(nextValue <= value + 1e-4 * length * slope)) high = length;
    else if (dot(nextGradient, direction) < 0.9 * slope) low = length;
    else return { x, value: nextValue, gradient: nextGradient };
    length = high === Number.POSITIVE_INFINITY ? 2 * low : (low + high) / 2;
  }
  return null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function addScaled(target: Float64Array, source: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + factor * (source[i] as number);
}

function scale(target: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) * factor;
}

function subtract(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, i) => value - (b[i] as number));
}

function largest(values: Float64Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
