import { describe, expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { flipColumns } from '../../imaging/affine.ts';
import type { Raster } from '../../imaging/raster.ts';
import type { AugmentPlan } from './augmentation.ts';
import { augmentations } from './index.ts';
import { createPlanner } from './planner.ts';
import { createRenderer } from './renderInput.ts';

type Choice = { name: string; params: Record<string, never> };
const choice = (name: string, params: object = {}): Choice => ({ name, params: params as Record<string, never> });
const planner = (...augment: Choice[]) => createPlanner({ augment, seed: 11, input: { size: [12, 16], channels: 1 } });

const random = randomGenerator(9, 'pixels');
const grey: Raster<Uint8Array> = { data: Uint8Array.from({ length: 192 }, () => random.integer(256)), rows: 12, columns: 16, channels: 1 };

function render(source: Raster<Uint8Array | Uint16Array>, plan: AugmentPlan, scale = { mean: [0], std: [1] }): Float32Array {
  const output = new Float32Array(source.data.length);
  createRenderer(scale)(source, plan, output, 0);
  return output;
}

describe('renderInput', () => {
  test('without augmentation it is (value / 255 − mean) / std, written at the offset only', () => {
    const output = new Float32Array(grey.data.length + 10).fill(-7);
    createRenderer({ mean: [0.5], std: [0.25] })(grey, planner()(0, 'a', 0), output, 5);
    expect(Array.from(output.subarray(0, 5))).toEqual([-7, -7, -7, -7, -7]);
    expect(Array.from(output.subarray(197))).toEqual([-7, -7, -7, -7, -7]);
    grey.data.forEach((value, i) => {
      expect(output[i + 5]).toBeCloseTo((value / 255 - 0.5) / 0.25, 5);
    });
  });

  test('16-bit pixels keep their precision', () => {
    const wide = { data: Uint16Array.of(0, 1, 32768, 65535), rows: 2, columns: 2, channels: 1 };
    expect(Array.from(render(wide, planner()(0, 'a', 0)))).toEqual([0, 1, 32768, 65535].map(value => Math.fround(value / 65535)));
  });

  test('channels have their own mean and spread', () => {
    const rgb = { data: Uint8Array.of(255, 255, 255, 0, 0, 0), rows: 1, columns: 2, channels: 3 };
    expect(Array.from(render(rgb, planner()(0, 'a', 0), { mean: [0, 0.5, 1], std: [1, 0.5, 0.25] }))).toEqual([1, 1, 0, 0, -1, -4]);
  });

  test('a certain flip is exactly the mirrored image', () => {
    const plan = planner(choice('flip', { probability: 1 }))(0, 'a', 0);
    expect(render(grey, plan)).toEqual(render(flipColumns(grey), planner()(0, 'a', 0)));
  });

  test('flip and affine give the same pixels as flipping first and warping then', () => {
    const both = planner(choice('flip', { probability: 1 }), choice('affine'))(0, 'a', 0);
    const again = planner(choice('flip', { probability: 0 }), choice('affine'))(0, 'a', 0);
    render(grey, both).forEach((value, i) => {
      expect(value).toBeCloseTo(render(flipColumns(grey), again)[i] as number, 5);
    });
  });

  test('outside the image stands the value of the plan after its tone curves', () => {
    const white: Raster<Uint8Array> = { data: new Uint8Array(192).fill(255), rows: 12, columns: 16, channels: 1 };
    const plan = planner(choice('affine', { shift: 0, rotateDeg: 0, scale: [0.5, 0.5], value: 0.2 }))(0, 'a', 0);
    plan.tones.push(values => {
      for (let i = 0; i < values.length; i++) values[i] = 1 - (values[i] as number);
    });
    const output = render(white, plan);
    expect(output[0]).toBeCloseTo(0.8, 6);
    expect(output[6 * 16 + 8]).toBeCloseTo(0, 6);
  });

  test('noise has the asked spread, a mean of about zero, and stays within 0..1', () => {
    const flat = { data: new Uint8Array(40_000).fill(128), rows: 200, columns: 200, channels: 1 };
    const plan = planner()(0, 'a', 0);
    plan.noises.push({ speckle: 0.2, gauss: 0, seed: 5 });
    const values = render(flat, plan);
    const mean = values.reduce((a, b) => a + b) / values.length;
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    expect(mean).toBeCloseTo(128 / 255, 2);
    expect(spread).toBeCloseTo((0.2 * 128) / 255, 2);
    plan.noises.push({ speckle: 1, gauss: 1, seed: 6 });
    expect(render(flat, plan).every(value => value >= 0 && value <= 1)).toBe(true);
  });
});

describe('planner', () => {
  const everything = planner(
    choice('flip'),
    choice('affine'),
    choice('brightnessContrast'),
    choice('gamma'),
    choice('noise', { probability: 1 }),
  );

  test('depends on epoch, item and repeat, and on nothing else', () => {
    const first = render(grey, everything(3, 'item', 0));
    render(grey, everything(3, 'other', 0));
    expect(render(grey, everything(3, 'item', 0))).toEqual(first);
    expect(render(grey, everything(4, 'item', 0))).not.toEqual(first);
    expect(render(grey, everything(3, 'item', 1))).not.toEqual(first);
    expect(render(grey, everything(3, 'other', 0))).not.toEqual(first);
  });

  test('draws stay within the asked ranges', () => {
    const draw = planner(choice('affine', { rotateDeg: 10, shift: 0.1, scale: [0.8, 1.25] }));
    for (let i = 0; i < 300; i++) {
      const { inverse } = draw(0, `item ${i}`, 0);
      const scale = 1 / Math.hypot(inverse[0], inverse[3]);
      expect(scale).toBeGreaterThan(0.7999);
      expect(scale).toBeLessThan(1.2501);
      expect(Math.abs(Math.atan2(inverse[1], inverse[0]))).toBeLessThan((10.001 * Math.PI) / 180);
    }
  });

  test('half of the items are flipped', () => {
    const draw = planner(choice('flip'));
    const flipped = Array.from({ length: 1000 }, (_, i) => draw(0, `item ${i}`, 0).inverse[4]).filter(x => x === -1).length;
    expect(flipped).toBeGreaterThan(440);
    expect(flipped).toBeLessThan(560);
  });

  test('every augmentation has a name, a summary and parameters with defaults, and its default keeps values finite in 0..1', () => {
    for (const [name, spec] of Object.entries(augmentations)) {
      expect(spec.name).toBe(name);
      const draw = planner(choice(name));
      for (let i = 0; i < 30; i++) expect(render(grey, draw(i, 'a', 0)).every(value => value >= 0 && value <= 1)).toBe(true);
    }
  });
});
