// `npm run bench -- engine|epoch|lists|responsiveness|runs|volumes|window`: runs one group of benchmarks and writes its table to docs/benchmarks/.
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppError } from '../src/shared/errors.ts';
import { benchEngine } from './engine/benchEngine.ts';
import { benchEpoch } from './epoch/benchEpoch.ts';
import { benchLists } from './lists/benchLists.ts';
import { compared, machineFacts, machineLine, writeReport } from './report.ts';
import { benchResponsiveness } from './responsiveness/benchResponsiveness.ts';
import { benchRuns } from './runs/benchRuns.ts';
import { benchVolumes } from './volumes/benchVolumes.ts';
import { benchWindow } from './window/benchWindow.ts';

interface Options {
  threads: number;
  data: string | undefined;
  only: string | undefined;
}

/** A Markdown table, and everything that was measured. */
type Group = (options: Options) => Promise<{ table: string; numbers: Record<string, unknown> }>;

const groups: Record<string, Group> = {
  engine: async options => compared(await benchEngine(options)),
  epoch: async options => compared(await benchEpoch(options)),
  lists: benchLists,
  responsiveness: benchResponsiveness,
  runs: benchRuns,
  volumes: benchVolumes,
  window: benchWindow,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    /** Folder of class folders, for `epoch`. */
    data: { type: 'string' },
    threads: { type: 'string', default: String(availableParallelism()) },
    /** Runs only the comparisons whose title contains this. */
    only: { type: 'string' },
  },
});
const [name = ''] = positionals;
const group = groups[name];
if (group === undefined) throw new AppError('usage', `Expected one of ${Object.keys(groups).join(', ')}, received '${name}'.`);

const machine = machineFacts();
const { table, numbers } = await group({ threads: Number(values.threads), data: values.data, only: values.only });
const text = `${table}\n\n${machineLine(machine)}\n`;
process.stdout.write(`\n${text}`);
if (values.only === undefined) {
  const folder = join(import.meta.dirname, '..', 'docs', 'benchmarks');
  mkdirSync(folder, { recursive: true });
  writeReport(join(folder, `${name}.json`), machine, numbers);
  writeFileSync(
    join(folder, `${name}.md`),
    `# Benchmark: ${name}\n\n\`npm run bench -- ${name}\`; how it is measured: [bench/README.md](../../bench/README.md).\n\n${text}`,
  );
}
