// `npm run experiment -- estimate`, `kermany --data FOLDER`, `phantom`, `kills`, `import`, `unlike`: whole jobs, their results in docs/experiments.
import { parseArgs } from 'node:util';
import { AppError } from '../src/shared/errors.ts';
import { estimate } from './estimate.ts';
import { kermany } from './kermany.ts';
import { kills } from './kills.ts';
import { largeImport } from './largeImport.ts';
import { phantom } from './phantom.ts';
import { unlike } from './unlike.ts';

interface Options {
  data: string | undefined;
  trials: string | undefined;
  workspace: string | undefined;
}

const experiments: Record<string, (options: Options) => Promise<void>> = { estimate, import: largeImport, kermany, kills, phantom, unlike };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' }, trials: { type: 'string' }, workspace: { type: 'string' } },
});
const experiment = experiments[positionals[0] ?? ''];
if (experiment === undefined) {
  throw new AppError('usage', `Expected one of ${Object.keys(experiments).join(', ')}, received '${positionals[0] ?? ''}'.`);
}
await experiment({ data: values.data, trials: values.trials, workspace: values.workspace });
process.exit(0);
