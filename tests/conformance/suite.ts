// Inside the bundle: tfjs-core's test suite on our backend, set up as tfjs-node's dist/run_tests.js does.
import { tensorflowBackend } from '../../src/main/engine/tensorflow/backend.ts';
import { compareTraced, type TracedReport } from './tracedEqualsEager.ts';

/** Defines the suite's specs in the global jasmine. The report fills while they run. */
export async function defineSuite(): Promise<TracedReport> {
  tensorflowBackend();
  await import('@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js');
  await import('@tensorflow/tfjs-core/dist/register_all_gradients.js');
  const { setTestEnvs } = await import('@tensorflow/tfjs-core/dist/jasmine_util.js');
  setTestEnvs([{ name: 'test-tensorflow', backendName: 'tensorflow', flags: {}, isDataSync: true }]);
  await import('@tensorflow/tfjs-core/dist/tests.js');
  return compareTraced();
}
