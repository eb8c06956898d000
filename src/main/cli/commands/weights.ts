import { basename, extname } from 'node:path';
import type { Command } from 'commander';
import { formatBytes } from '../../../shared/units.ts';
import { act, describe } from '../command.ts';
import { operations, withBackend, withReader } from '../workspaces.ts';

export function addWeights(program: Command): void {
  const weights = describe(
    program.command('weights'),
    'Weights from elsewhere: safetensors under torchvision’s names.',
    'fovea weights list',
  );
  const add = weights
    .command('import')
    .argument('<file>', 'a safetensors file')
    .requiredOption('--architecture <name>', 'the architecture that they belong to')
    .option('--name <name>', 'name in the workspace (default: the file’s name)');
  describe(
    add,
    'Check a file against an architecture and keep a copy.',
    'fovea weights import resnet18.safetensors --architecture resnet18',
  );
  act<{ architecture: string; name?: string }>(add, async (run, [file = ''], { architecture, name = basename(file, extname(file)) }) => {
    const record = await withBackend(run, ({ context }, ops) => ops.importWeights(context, { file, name, architecture }));
    const text = `Weights '${record.name}': ${record.architecture}, ${record.classes} classes, ${record.channels} channels, ${formatBytes(record.sizeBytes)}.`;
    run.output.result(record, text);
  });
  act(describe(weights.command('list'), 'The weights of this workspace.', 'fovea weights list --json'), async run => {
    const { textTable } = await operations();
    const records = await withReader(run, (context, ops) => ops.listWeights(context));
    const rows = records.map(({ name, architecture, classes, channels, sizeBytes }) => [
      name,
      architecture,
      classes,
      channels,
      formatBytes(sizeBytes),
    ]);
    run.output.result(
      records,
      rows.length === 0 ? 'No weights yet.' : textTable(['name', 'architecture', 'classes', 'channels', 'size'], rows).join('\n'),
    );
  });
  const remove = describe(
    weights.command('remove').argument('<name>'),
    'Remove weights from the workspace.',
    'fovea weights remove resnet18',
  );
  act(remove, async (run, [name = '']) => {
    const record = await withBackend(run, ({ context }, ops) => ops.removeWeights(context, name));
    run.output.result(record, `Removed weights '${record.name}' (${formatBytes(record.sizeBytes)}).`);
  });
}
