// A Fovea without a window, for the kill tests: opens the workspace, starts a run or goes on with it, and ends when the run has ended.
// Arguments: workspace, run. The engine is the one that the environment variable TEST_APP_ENTRY names, else the test engine.
import { fileURLToPath } from 'node:url';
import { openWorkspace } from '../../workspace/workspace.ts';
import { createJobContext } from '../context.ts';
import { openQueue } from '../queue.ts';

const [, , dir, run = ''] = process.argv;
const workspace = openWorkspace(dir, { mode: 'write' });
const entry = process.env.TEST_APP_ENTRY ?? fileURLToPath(new URL('./testEngine.ts', import.meta.url));
const context = createJobContext({
  workspace,
  engine: { entry },
  onProblem: error => process.stderr.write(`${error.code}: ${error.message}\n`),
});
const queue = await openQueue(context);
if (workspace.store.runs.get(run).state !== 'finished' && !queue.list().some(job => job.run === run)) queue.enqueue(run);
await queue.ended(run);
const { state, error } = workspace.store.runs.get(run);
process.stdout.write(`${state} ${error?.message ?? ''}\n`);
await queue.close();
workspace.close();
