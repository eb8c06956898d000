import { cpSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { formatShare } from '../../../shared/units.ts';
import { act, describe, researchUse } from '../command.ts';
import { progressLine } from '../progressLine.ts';
import { withSession } from '../workspaces.ts';

interface Options {
  method: string;
  layer?: string;
  class?: string;
  out?: string;
  checkpoint: 'best' | 'last';
}

export function addExplain(program: Command): void {
  const command = program
    .command('explain')
    .argument('<run>', 'name or id of a training run')
    .argument('<paths...>', 'scans or folders of scans')
    .option('--method <name>', 'gradcam or hirescam', 'gradcam')
    .option('--layer <name>', 'feature map (default: the last one)')
    .option('--class <name>', 'class to explain (default: the predicted one)')
    .option('--out <dir>', 'copy the overlays and the contact sheet there')
    .addOption(new Option('--checkpoint <which>', 'which network').choices(['best', 'last']).default('best'));
  describe(
    command,
    'Show where in each scan the evidence for a class lies.',
    'fovea explain clinic-resnet18-1 scan.jpeg --class CNV --out maps',
  );
  act<Options>(command, (run, [name = '', ...paths], { out, ...choices }) =>
    withSession(run, async (session, ops) => {
      const { output, interruption } = run;
      const options = { signal: interruption.signal, onProgress: progressLine(output) };
      const started = await session.explain({ run: name, what: { paths }, ...choices }, options);
      await session.watch(started.run.id);
      const { folder, rows } = ops.readExplanations(session.context, started.run.id);
      const { classes } = ops.showRun(session.context, started.run.id).config.data;
      const place = (file: string): string => (out === undefined ? join(folder, file) : join(resolve(out), basename(file)));
      const sheet = 'artifacts/contactSheet.png';
      if (out !== undefined) {
        mkdirSync(out, { recursive: true });
        for (const file of [...rows.flatMap(row => row.overlay ?? []), sheet]) cpSync(join(folder, file), place(file));
      }
      const items = rows.map(({ path, overlay, predicted, explained, ...row }) => ({
        ...{ name: path, ...row, predicted: classes[predicted], explained: classes[explained] },
        overlay: overlay === null ? null : place(overlay),
      }));
      const table = items.map(item => [
        item.name,
        item.predicted ?? '',
        item.explained ?? '',
        item.massOnFill === null ? '' : formatShare(item.massOnFill, 100),
        item.overlay ?? item.flat ?? '',
      ]);
      for (const { name: refused, reason } of started.refused) output.warn(`Not read: ${refused}: ${reason}`);
      const head = ['scan', 'predicted', 'explained', 'on border fill', 'overlay'];
      const text = [...ops.textTable(head, table), '', `Contact sheet: ${place(sheet)}`, researchUse].join('\n');
      const { id, name: runName } = started.run;
      output.result({ name: runName, id, contactSheet: place(sheet), items, refused: started.refused, ignored: started.ignored }, text);
    }),
  );
}
