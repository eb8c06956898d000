import type { Command } from 'commander';
import { act, describe } from '../command.ts';
import { operations } from '../workspaces.ts';

export function addFormats(program: Command): void {
  const command = describe(
    program.command('formats'),
    'File formats, folder layouts and patient rules that import understands.',
    'fovea formats',
  );
  act(command, async ({ output }) => {
    const { listFormats, textTable } = await operations();
    const formats = listFormats();
    const rows = formats.map(({ name, kind, extensions, summary }) => [name, kind, extensions.join(' '), summary]);
    output.result(formats, textTable(['name', 'kind', 'files', 'what it is'], rows).join('\n'));
  });
}
