import { afterEach, describe, expect, it } from 'vitest';
import { Model } from '../architectures/model.ts';
import { resnet } from '../architectures/resnet.build.ts';
import { constant } from '../layers/initializers.ts';
import type { Architecture } from '../layers/scope.ts';
import { tensorflowBackend } from '../tensorflow/backend.ts';
import { liveTensorCount } from '../tensorflow/binding.ts';
import { conv2d } from '../tensorflow/ops/convolution.ts';
import { linear } from '../tensorflow/ops/linear.ts';
import { globalAveragePool } from '../tensorflow/ops/pooling.ts';
import { trace } from '../tensorflow/trace.ts';
import { camMethods } from './camMethods.ts';
import { chooseFeatureMap, featureMaps, GradCam } from './gradCam.ts';

/** A 1×1 convolution to two channels, their spatial means, and a linear layer: Grad-CAM has a closed form. */
const analytic: Architecture = (scope, x) => {
  const maps = scope.tap('maps', conv2d(x, scope.param('kernel', [1, 1, 1, 2], constant(0))));
  return linear(globalAveragePool(maps), scope.param('weight', [2, 2], constant(0)));
};

const models: Model[] = [];
afterEach(() => {
  for (const model of models.splice(0)) model.dispose();
});

function analyticModel(): Model {
  tensorflowBackend();
  const model = new Model(analytic, { seed: 1 });
  models.push(model);
  model.initialise([1, 2, 3, 1]);
  model.variable('kernel').write(Float32Array.of(1, -2));
  model.variable('weight').write(Float32Array.of(3, 5, -1, 2));
  return model;
}

describe('Grad-CAM', () => {
  it('equals the closed form of a linear model: ReLU of the sum of maps times class weights over cells', async () => {
    const before = liveTensorCount();
    const explainer = new GradCam(analyticModel(), { inputShape: [2, 3, 1], layer: null, method: 'gradcam' });
    const image = Float32Array.of(1, -1, 2, 0, 0.5, -3);
    const [first] = await explainer.explain(image, Float32Array.of(1, 0));
    const [second] = await explainer.explain(image, Float32Array.of(0, 1));
    // Class 0: (3·x + 5·(−2x)) / 6 = −7x/6. Class 1: (−1·x + 2·(−2x)) / 6 = −5x/6.
    expect(Array.from(first?.map.data ?? [])).toEqual(Array.from(image, x => expect.closeTo(Math.max((-7 * x) / 6, 0), 5)));
    expect(Array.from(second?.map.data ?? [])).toEqual(Array.from(image, x => expect.closeTo(Math.max((-5 * x) / 6, 0), 5)));
    expect(first?.map).toMatchObject({ rows: 2, columns: 3 });
    const mean = image.reduce((a, b) => a + b, 0) / 6;
    expect(Array.from(first?.logits ?? [])).toEqual([expect.closeTo(-7 * mean, 5), expect.closeTo(-5 * mean, 5)]);
    explainer.dispose();
    for (const model of models.splice(0)) model.dispose();
    expect(liveTensorCount()).toBe(before);
  });

  it('gives each image of a batch the map that it gets alone', async () => {
    const explainer = new GradCam(analyticModel(), { inputShape: [2, 3, 1], layer: 'maps', method: 'gradcam' });
    const one = Float32Array.of(1, -1, 2, 0, 0.5, -3);
    const other = Float32Array.of(-4, 0, 1, 1, 2, 3);
    const both = await explainer.explain(Float32Array.of(...one, ...other), Float32Array.of(1, 0, 0, 1));
    const alone = await explainer.explain(other, Float32Array.of(0, 1));
    expect(both[1]?.map.data).toEqual(alone[0]?.map.data);
    explainer.dispose();
  });
});

describe('HiResCAM', () => {
  it('equals Grad-CAM where the gradient is the same in every cell, as under a spatial mean', async () => {
    const image = Float32Array.of(1, -1, 2, 0, 0.5, -3);
    const model = analyticModel();
    const maps = await Promise.all(
      camMethods.map(async method => {
        const explainer = new GradCam(model, { inputShape: [2, 3, 1], layer: null, method });
        const [explanation] = await explainer.explain(image, Float32Array.of(1, 0));
        explainer.dispose();
        return Array.from(explanation?.map.data ?? []);
      }),
    );
    expect(maps[1]).toEqual(maps[0]?.map(value => expect.closeTo(value, 5)));
  });

  it('says when the answer does not depend on the feature map', async () => {
    const model = analyticModel();
    model.variable('weight').write(new Float32Array(4));
    const explainer = new GradCam(model, { inputShape: [2, 3, 1], layer: null, method: 'hirescam' });
    const [explanation] = await explainer.explain(new Float32Array(6).fill(1), Float32Array.of(1, 0));
    expect(explanation?.depends).toBe(false);
    explainer.dispose();
  });
});

describe('choosing a feature map', () => {
  const maps = [
    { name: 'layer1', size: [32, 32], channels: 1 },
    { name: 'layer3', size: [8, 8], channels: 1 },
    { name: 'layer4', size: [4, 4], channels: 1 },
  ];

  it('takes the last one', () => {
    expect(chooseFeatureMap(maps, null).name).toBe('layer4');
  });

  it('takes the one that is asked for, and names the known ones otherwise', () => {
    expect(chooseFeatureMap(maps, 'layer3').name).toBe('layer3');
    expect(() => chooseFeatureMap(maps, 'layer9')).toThrow(/layer1, layer3, layer4/);
  });
});

describe('alignment', () => {
  it('of a ResNet is the pixel that a cell looks at: changing that pixel alone changes the cell most', async () => {
    tensorflowBackend();
    const model = new Model(resnet({ depth: 18, classes: 2 }), { seed: 1 });
    models.push(model);
    model.initialise([1, 64, 64, 1]);
    const layer = featureMaps(model, [64, 64, 1]).at(-1);
    expect(layer).toMatchObject({ name: 'layer4', size: [2, 2], firstCentre: 0.5 / 32 });
    const read = trace<'x', 'map'>(
      ({ x }) => {
        let map = x;
        model.apply(x, {
          training: false,
          onTap: (name, tap) => {
            if (name === 'layer1') map = tap;
            return tap;
          },
        });
        return { map };
      },
      { name: 'alignment' },
    );
    // layer1 has stride 4: a bright dot at pixel (32, 32) moves cell (8, 8) more than its neighbours.
    const run = async (dot: number) => {
      const data = new Float32Array(64 * 64);
      data[32 * 64 + 32] = dot;
      return (await read.run({ x: { data, shape: [1, 64, 64, 1] } })).map.data as Float32Array;
    };
    const [dark, bright] = [await run(0), await run(5)];
    const change = (row: number, column: number) => {
      let sum = 0;
      for (let c = 0; c < 64; c++)
        sum += Math.abs((bright[(row * 16 + column) * 64 + c] as number) - (dark[(row * 16 + column) * 64 + c] as number));
      return sum;
    };
    const spread = (direction: number) => [1, 2, 3].reduce((sum, cells) => sum + change(8, 8 + direction * cells), 0);
    expect(change(8, 8)).toBeGreaterThan(0);
    // Symmetric about cell 8, not about the edge between 8 and 7: what spreads left spreads right alike.
    expect(spread(1) / spread(-1)).toBeGreaterThan(0.5);
    expect(spread(1) / spread(-1)).toBeLessThan(2);
    read.dispose();
  });
});
