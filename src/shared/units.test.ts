import { describe, expect, it } from 'vitest';
import {
  decimalsFor,
  formatBytes,
  formatCount,
  formatDuration,
  formatEstimate,
  formatEstimateParts,
  formatMeanSd,
  formatNumber,
  formatPValue,
  formatShare,
} from './units.ts';

/** Narrow no-break spaces as `_`, so that they can be seen. */
const shown = (text: string) => text.replaceAll('\u202f', '_');

describe('formatNumber', () => {
  it('groups thousands by a narrow no-break space and never by a comma', () => {
    expect(shown(formatNumber(4312))).toBe('4_312');
    expect(shown(formatNumber(1234567.891, 2))).toBe('1_234_567.89');
    expect(formatNumber(999)).toBe('999');
    expect(formatNumber(0.1234567, 7)).toBe('0.1234567');
  });

  it('writes minus as a minus sign, and no minus before zero', () => {
    expect(formatNumber(-1.5, 1)).toBe('−1.5');
    expect(formatNumber(-0.001, 2)).toBe('0.00');
  });

  it('writes what is no number as a dash', () => {
    expect(formatNumber(Number.NaN)).toBe('—');
    expect(formatNumber(Number.NEGATIVE_INFINITY)).toBe('−∞');
  });
});

describe('estimates', () => {
  it('carry the decimals that the interval allows, three at most', () => {
    expect(decimalsFor(0.88, 0.98)).toBe(2);
    expect(decimalsFor(0.4, 0.6)).toBe(2);
    expect(decimalsFor(0.2, 0.6)).toBe(1);
    expect(decimalsFor(0.951, 0.957)).toBe(3);
    expect(decimalsFor(10, 90)).toBe(0);
    expect(decimalsFor(0.5, 0.5)).toBe(3);
  });

  it('read as value, interval and patients', () => {
    expect(shown(formatEstimate({ value: 0.9412, low: 0.8812, high: 0.9788 }, 46))).toBe('0.94 (95_% CI 0.88–0.98; 46 patients)');
    expect(formatEstimateParts({ value: 0.5, low: 0.2, high: 0.8 })).toEqual({ value: '0.5', interval: '0.2–0.8' });
  });

  it('say why an interval or a value is missing', () => {
    expect(formatEstimate({ value: 0.75, low: null, high: null, reason: 'too few patients to estimate (n = 4)' }, 4)).toBe(
      '0.75 (too few patients to estimate (n = 4))',
    );
    expect(formatEstimate({ value: null, low: null, high: null, reason: 'no PED in the reference' })).toBe('— (no PED in the reference)');
  });
});

describe('shares, counts and repeats', () => {
  it('have no decimals under 200 cases', () => {
    expect(shown(formatShare(0.9446, 199))).toBe('94_%');
    expect(shown(formatShare(0.9446, 200))).toBe('94.5_%');
  });

  it('count in singular and plural', () => {
    expect(formatCount(1, 'patient')).toBe('1 patient');
    expect(shown(formatCount(1200, 'eye'))).toBe('1_200 eyes');
  });

  it('give mean and sample SD over seeds, and no SD for one', () => {
    expect(formatMeanSd([0.95, 0.96, 0.97])).toBe('0.960 ± 0.010 (SD, 3 seeds)');
    expect(formatMeanSd([0.95])).toBe('0.950 (1 seed)');
  });

  it('give p with three decimals or as below 0.001', () => {
    expect(formatPValue(0.0321)).toBe('p = 0.032');
    expect(formatPValue(0.0009)).toBe('p < 0.001');
  });
});

describe('durations and sizes', () => {
  it.each([
    [0, '0_ms'],
    [340, '340_ms'],
    [999.6, '1.0_s'],
    [4200, '4.2_s'],
    [9960, '10_s'],
    [59_600, '1_min 0_s'],
    [200_000, '3_min 20_s'],
    [4_800_000, '1_h 20_min'],
    [3_599_600, '1_h 0_min'],
    [129_600_000, '36_h 0_min'],
  ])('%d ms reads %s', (ms, text) => {
    expect(shown(formatDuration(ms))).toBe(text);
  });

  it.each([
    [0, '0_B'],
    [512, '512_B'],
    [999, '999_B'],
    [999.7, '1.00_kB'],
    [18_204, '18.2_kB'],
    [1_260_000_000, '1.26_GB'],
    [120_000_000, '120_MB'],
    [5e15, '5_000_TB'],
  ])('%d bytes read %s', (bytes, text) => {
    expect(shown(formatBytes(bytes))).toBe(text);
  });
});
