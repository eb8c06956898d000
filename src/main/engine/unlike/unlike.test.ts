import { describe, expect, it } from 'vitest';
import { unlikeSentence } from '../../../shared/domain/unlike.ts';
import { greyBins, greyDistance, meanGrey, measureScan } from './measureScan.ts';
import { featureScale, neighbourDistance, patientQuantile, quantile, standardized } from './neighbours.ts';
import { compareScan, type TrainingReference } from './trainingReference.ts';

const scan = (value: number, rows = 4, columns = 8, channels = 1) =>
  measureScan({ data: new Uint8Array(rows * columns * channels).fill(value), rows, columns, channels });

describe('what is measured of a scan', () => {
  it('is its size, its mean grey level and how far two histograms lie apart', () => {
    const [dark, bright] = [scan(64), scan(192)];
    expect([dark.widthPx, dark.heightPx]).toEqual([8, 4]);
    // A bin of 4 levels: grey 64 lies in bin 16 of 64.
    expect(meanGrey(dark.grey)).toBeCloseTo(16 / greyBins, 6);
    expect(greyDistance(dark.grey, bright.grey)).toBeCloseTo(0.5, 6);
  });

  it('is the spread of the channels, which is none in a grey picture saved in colour', () => {
    expect(scan(90, 2, 2, 3).colour).toBe(0);
    const red = { data: Uint8Array.from([255, 0, 0]), rows: 1, columns: 1, channels: 3 };
    expect(measureScan(red).colour).toBe(1);
  });
});

describe('the distance to neighbours', () => {
  it('is that to the fifth nearest row among those that count', () => {
    const rows = { values: Float32Array.from([3, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), channels: 2 };
    expect(neighbourDistance(Float32Array.from([0, 0]), rows)).toBe(0);
    expect(neighbourDistance(Float32Array.from([3, 4]), rows, row => row !== 0)).toBe(5);
  });

  it('counts each channel in units of its spread, and one that hardly varies not too much', () => {
    const scale = featureScale({ values: Float32Array.from([0, 5, 100, 5, 0, 5, 100, 5]), channels: 2 });
    expect([...scale.mean]).toEqual([50, 5]);
    const usual = Math.sqrt((50 * 50) / 2);
    expect(scale.spread[0]).toBeCloseTo(50 + 0.05 * usual, 4);
    expect(scale.spread[1]).toBeCloseTo(0.05 * usual, 4);
    expect(standardized(Float32Array.from([50, 5]), scale)).toEqual(new Float32Array(2));
  });

  it('of a patient counts once, however many scans there are', () => {
    const odd = Array.from({ length: 50 }, () => ({ subject: 'odd', value: 9 }));
    const usual = Array.from({ length: 199 }, (_, i) => ({ subject: String(i), value: 1 }));
    expect(patientQuantile([...odd, ...usual], 0.99)).toBe(1);
  });

  it('has its quantile by nearest rank', () => {
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2);
    expect(quantile([4, 1, 3, 2], 0.99)).toBe(4);
  });
});

describe('a scan held against the training data', () => {
  const reference: TrainingReference = {
    facts: {
      ...{ version: 1, weights: '', scans: 20, patients: 10, sizeThreshold: 0.1, colourThreshold: 0.02, features: null },
      sizes: [{ widthPx: 8, heightPx: 4, scans: 20 }],
      grey: { mean: [...scan(64).grey], threshold: 0.05, dark: 0.2, bright: 0.3 },
    },
    features: null,
  };

  it('says nothing where it is like it', () => {
    expect(unlikeSentence(compareScan(reference, scan(64), null))).toBeNull();
  });

  it('names in one sentence what differs and what to do', () => {
    expect(unlikeSentence(compareScan(reference, scan(192, 4, 1536), null))).toBe(
      'This scan differs from the training data (width 1\u202f536, brighter than 99 % of it). Treat the answer with caution.',
    );
    const red = measureScan({ data: Uint8Array.from({ length: 96 }, (_, i) => (i % 3 === 0 ? 210 : 0)), rows: 4, columns: 8, channels: 3 });
    expect(unlikeSentence(compareScan(reference, red, null))).toContain('in colour');
  });
});
