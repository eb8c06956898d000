// A process that has used TensorFlow ends as any other does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';

const engine = path.join(import.meta.dirname, '../../src/main/engine/tensorflow');

/** Runs code in a process of its own; `Variable`, `tf` and a traced step `long` that takes `square` are in scope. */
async function run(body: string): Promise<{ code: number | null; signal: string | null; output: string; errors: string }> {
  const source = `
    import { tensorflowBackend } from '${engine}/backend.ts';
    import { tf } from '${engine}/tfjs.ts';
    import { trace } from '${engine}/trace.ts';
    import { Variable } from '${engine}/variables.ts';
    tensorflowBackend();
    const square = { x: { data: new Float32Array(640_000).fill(0.001), shape: [800, 800] } };
    const long = trace(({ x }) => {
      let y = x;
      for (let i = 0; i < 30; i++) y = tf.tanh(tf.matMul(y, y));
      return { mean: tf.mean(y) };
    }, { name: 'long' });
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', source], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [output, errors, [code, signal]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { code, signal, output, errors };
}

test('it ends by itself, with nothing disposed', async () => {
  const body = `
    const kept = new Variable('kept', [2], Float32Array.of(1, 2));
    const tensor = tf.tensor1d([1, 2]).add(kept.read());
    process.stdout.write(String(tensor.dataSync()) + ' ');
    const { mean } = await long.run(square);
    process.stdout.write(String(mean.shape.length));`;
  expect(await run(body)).toMatchObject({ code: 0, signal: null, output: '2,4 0' });
});

test('it may exit while a step runs', async () => {
  const body = `
    await long.run(square);
    long.run(square);
    setTimeout(() => process.exit(0), 5);`;
  expect(await run(body)).toMatchObject({ code: 0, signal: null });
});

test('it ends with the error that it throws', async () => {
  const thrown = await run(`await long.run(square); throw new Error('its own');`);
  expect(thrown).toMatchObject({ code: 1, signal: null, errors: expect.stringContaining('Error: its own') });
});
