// Folding batch norm into convolutions changes nothing but rounding.
import { beforeAll, describe, expect, it } from 'vitest';
import { type ArchitectureSpec, architectures } from '../../src/main/engine/architectures/index.ts';
import { Model } from '../../src/main/engine/architectures/model.ts';
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { openHandleCount } from '../../src/main/engine/tensorflow/eager.ts';
import { trace } from '../../src/main/engine/tensorflow/trace.ts';
import { parameterValues } from '../golden/models/hashFill.ts';

beforeAll(() => void tensorflowBackend());

const images = Object.values<ArchitectureSpec>(architectures).filter(spec => spec.tiny.input.length === 2);

describe.each(images.map(spec => [spec.name, spec] as const))('%s folded', (_, spec) => {
  it('gives the logits of its layers, also after the weights have changed, and frees what it made', async () => {
    const before = openHandleCount();
    const shape = [2, ...spec.tiny.input, 1];
    const model = new Model(await spec.build(spec.params.parse(spec.tiny.params), 3), { seed: 1 });
    model.initialise(shape);
    const step = trace<'x', 'plain' | 'folded'>(
      ({ x }) => ({ plain: model.apply(x, { training: false }), folded: model.apply(x, { training: false, folded: true }) }),
      { name: 'folded' },
    );
    const x = { data: parameterValues('x', shape), shape };
    await step.run({ x });
    // Twice: the second time after every weight and statistic has changed.
    for (const round of ['a', 'b']) {
      for (const [name, { variable }] of model.tensors) variable.write(parameterValues(name.replace('.', `.${round}.`), variable.shape));
      model.fold();
      const { plain, folded } = await step.run({ x });
      const size = Math.sqrt(Float32Array.from(plain.data).reduce((sum, value) => sum + value ** 2, 0) / plain.data.length);
      for (const [i, value] of plain.data.entries()) expect(Math.abs((folded.data[i] as number) - value)).toBeLessThan(1e-4 * size);
    }
    step.dispose();
    model.dispose();
    expect(openHandleCount()).toBe(before);
  });
});
