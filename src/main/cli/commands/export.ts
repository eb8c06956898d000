import { type Command, Option } from 'commander';
import { formatBytes } from '../../../shared/units.ts';
import { act, describe } from '../command.ts';
import { withReader } from '../workspaces.ts';

interface Options {
  out: string;
  as: 'tables' | 'folder';
  withIdentifiers?: boolean;
}

export function addExport(program: Command): void {
  const command = program
    .command('export')
    .argument('<run>', 'name or id')
    .requiredOption('--out <dir>', 'folder to make; it must be empty or absent')
    .addOption(
      new Option('--as <what>', 'CSV tables and JSON, or a run folder for another Fovea').choices(['tables', 'folder']).default('tables'),
    )
    .option('--with-identifiers', 'keep paths, file names, logs and pictures, which may name patients');
  describe(
    command,
    'Configuration, items and predictions of a run as files, de-identified.',
    'fovea export clinic-resnet18-1 --out for-the-paper',
  );
  act<Options>(command, (run, [name = ''], { out, as, withIdentifiers = false }) =>
    withReader(run, async (context, ops) => {
      const files = await ops.exportRun(context, { run: name, folder: out, what: as, withIdentifiers });
      const note = withIdentifiers
        ? 'These files may name patients.'
        : 'Read again after writing: no patient identifier, path or file name is in them.';
      const table = ops.textTable(
        ['file', 'size'],
        files.map(file => [file.name, formatBytes(file.sizeBytes)]),
      );
      run.output.result(files, [...table, '', note].join('\n'));
    }),
  );
}
