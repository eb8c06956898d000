import { type Command, Option } from 'commander';
import { act, describe } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { withSession } from '../workspaces.ts';

interface Options {
  name: string;
  layout?: string;
  patientPattern?: string;
  manifest?: string;
  ownPatients?: boolean;
  slices?: boolean;
}

export function addImport(program: Command): void {
  const command = program
    .command('import')
    .argument('<dir>', 'folder of scans; it stays where it is')
    .requiredOption('--name <name>', 'name of the data set')
    .option('--layout <name>', 'folder layout (see `fovea formats`)', 'classFolders')
    .addOption(new Option('--patient-pattern <regexp>', 'regular expression on the path with a group named patient').conflicts('manifest'))
    .option('--manifest <csv>', 'table with the columns path and patient, and label, eye and date where there are any')
    .option('--own-patients', 'a file whose patient is not told counts as a patient of its own')
    .option('--slices', 'images of one folder and size that are numbered in sequence are slices of one volume');
  describe(command, 'A folder of scans becomes a data set.', 'fovea import ~/scans --name clinic --patient-pattern "(?<patient>\\d+)_"');
  act<Options>(command, async (run, [folder = ''], options) => {
    const { output, interruption } = run;
    const { name, layout, patientPattern, manifest, ownPatients, slices } = options;
    const request = { folder, name, layout, patientPattern, manifest, ownPatients, slices };
    await withSession(run, async (session, ops) => {
      const options = { signal: interruption.signal, onProgress: progressLine(output) };
      const { dataset, resumed } = await session.importDataset(request, options);
      const { report, facts } = ops.showDataset(session.context, dataset.id);
      if (resumed > 0) output.note(`Went on from an earlier import: ${resumed} files had been read.`);
      const next = `Next: fovea split ${name} --name main`;
      output.result({ name, id: dataset.id, resumed, report, facts }, `${ops.importReportText(report)}\n${next}`);
    });
  });
}
