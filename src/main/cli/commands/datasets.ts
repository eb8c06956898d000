import type { Command } from 'commander';
import { formatBytes } from '../../../shared/units.ts';
import { act, describe } from '../command.ts';
import { withReader, withSession } from '../workspaces.ts';

export function addDatasets(program: Command): void {
  const datasets = describe(program.command('datasets'), 'The data sets of the workspace.', 'fovea datasets list');
  act(describe(datasets.command('list'), 'All data sets.', 'fovea datasets list --json'), run =>
    withReader(run, (context, ops) => {
      const list = ops.listDatasets(context);
      const rows = list.map(({ name, scans, patients, classes, splits }) => {
        return [name, scans, patients, classes.map(entry => `${entry.name} ${entry.scans}`).join(', '), splits.join(', ')];
      });
      const text =
        rows.length === 0 ? 'No data sets yet.' : ops.textTable(['name', 'scans', 'patients', 'classes', 'splits'], rows).join('\n');
      run.output.result(list, text);
    }),
  );
  const show = describe(
    datasets.command('show').argument('<dataset>', 'name or id'),
    'What import found, and the splits.',
    'fovea datasets show clinic',
  );
  act(show, (run, [name = '']) =>
    withReader(run, (context, ops) => {
      const details = ops.showDataset(context, name);
      const splits = details.splits.map(split => `Split '${split.name}'\n${ops.certificateText(split.certificate)}`);
      run.output.result(details, [`Data set '${details.name}'`, ops.importReportText(details.report), ...splits].join('\n'));
    }),
  );
  const remove = datasets.command('delete').argument('<dataset>', 'name or id');
  describe(remove, 'Move a data set’s records to the trash; the scans stay where they are.', 'fovea datasets delete clinic');
  act(remove, (run, [name = '']) =>
    withSession(run, async session => {
      const entry = await session.deleteDataset(name);
      run.output.result(entry, `Moved data set '${entry.name}' to the trash (${formatBytes(entry.sizeBytes)}).`);
    }),
  );
}
