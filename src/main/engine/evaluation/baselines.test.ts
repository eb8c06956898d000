import { describe, expect, it } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { pixelBaseline } from './pixelBaseline.ts';
import { shortcutBaseline, shortcutFeatureNames } from './shortcutBaseline.ts';
import { fitStandardiser } from './standardise.ts';

describe('shortcutBaseline', () => {
  /** CNV scans come with `cnvFill` border fill on average, NORMAL ones with 0.1; nothing else differs. */
  function part(name: string, cnvFill: number) {
    const random = randomGenerator(1, name);
    const labels = Int32Array.from({ length: 80 }, (_, i) => i % 2);
    const facts = Array.from(labels, label => ({
      widthPx: random.integer(2) === 0 ? 512 : 768,
      heightPx: 496,
      density: 0.1 + 0.02 * random.uniform(),
      fillShare: Math.min(1, Math.max(0, (label === 0 ? cnvFill : 0.1) + 0.05 * random.normal())),
      greyMean: 0.3 + 0.02 * random.normal(),
      greySd: 0.2,
    }));
    return { facts, labels, subjects: Array.from(labels, (_, i) => `${name}${i >> 1}`) };
  }
  const classes = ['CNV', 'NORMAL'];

  it('finds the class in the border fill, and says that it was the border fill', () => {
    const result = shortcutBaseline({ train: part('train', 0.4), evaluate: part('test', 0.4), classes, seed: 1 });
    expect(result.balancedAccuracy.value).toBeGreaterThan(0.95);
    expect([result.patients, result.scans]).toEqual([40, 80]);
    expect(result.features).toEqual(shortcutFeatureNames);
    const [cnv = [], normal = []] = result.weights;
    expect(cnv[0]).toBeGreaterThan(1);
    expect(normal[0]).toBeCloseTo(-(cnv[0] ?? 0), 5);
    expect(cnv.slice(1).every(weight => Math.abs(weight) < 0.5)).toBe(true);
    // Height and grey SD never change, so they cannot speak for anything.
    expect([cnv[2], cnv[5]]).toEqual([expect.closeTo(0, 9), expect.closeTo(0, 9)]);
  });

  it('stays near chance where the facts say nothing', () => {
    const { balancedAccuracy } = shortcutBaseline({ train: part('train', 0.1), evaluate: part('test', 0.1), classes, seed: 1 });
    expect(Math.abs((balancedAccuracy.value ?? 1) - 0.5)).toBeLessThan(0.15);
    expect(balancedAccuracy.low).toBeLessThan(0.5);
  });

  it('takes an image that is all fill', () => {
    const train = part('train', 0.4);
    const blank = { widthPx: 512, heightPx: 496, density: 0, fillShare: 1 };
    const evaluate = { facts: [{ ...blank, greyMean: null, greySd: null }], labels: Int32Array.of(0), subjects: ['x'] };
    expect(shortcutBaseline({ train, evaluate, classes, seed: 1 }).scans).toBe(1);
  });
});

describe('pixelBaseline', () => {
  /** 8 × 8 noise; the class lights up one of two pixels by `signal`. */
  function part(name: string, items: number, signal: number) {
    const random = randomGenerator(2, name);
    const labels = Int32Array.from({ length: items }, (_, i) => i % 2);
    const features = new Uint8Array(items * 64);
    for (let i = 0; i < features.length; i++) {
      const lit = i % 64 === 10 + 20 * (labels[Math.floor(i / 64)] ?? 0);
      features[i] = Math.min(255, Math.max(0, 100 + 20 * random.normal() + (lit ? signal : 0)));
    }
    return { features, labels, subjects: Array.from(labels, (_, i) => `${name}${i}`) };
  }
  const classes = ['CNV', 'NORMAL'];

  it('learns a class that a fixed pixel gives away, with the penalty chosen on validation', () => {
    const result = pixelBaseline({ train: part('train', 100, 80), val: part('val', 60, 80), test: part('test', 60, 80), classes, seed: 1 });
    expect(result.balancedAccuracy.value).toBeGreaterThan(0.9);
    const best = Math.max(...result.validation.map(({ balancedAccuracy }) => balancedAccuracy));
    expect(result.validation.find(({ balancedAccuracy }) => balancedAccuracy === best)?.l2).toBe(result.l2);
    expect(result.validation.map(({ l2 }) => l2)).toEqual([100, 10, 1, 0.1, 0.01, 0.001]);
  });

  it('learns nothing from noise', () => {
    const { balancedAccuracy } = pixelBaseline({
      train: part('train', 100, 0),
      val: part('val', 60, 0),
      test: part('test', 60, 0),
      classes,
      seed: 1,
    });
    expect(Math.abs((balancedAccuracy.value ?? 1) - 0.5)).toBeLessThan(0.2);
  });
});

describe('fitStandardiser', () => {
  it('shifts and scales by the training items and leaves a constant at zero', () => {
    const { means, deviations, apply } = fitStandardiser([1, 7, 3, 7], 2);
    expect([[...means], [...deviations]]).toEqual([
      [2, 7],
      [1, 1],
    ]);
    expect([...apply([1, 7, 5, 8])]).toEqual([-1, 0, 3, 1]);
  });
});
