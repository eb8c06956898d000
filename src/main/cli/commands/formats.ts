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
    const volumes = formats.filter(({ proof }) => proof !== undefined);
    const readers = volumes.map(({ name, proof = '', switches = [] }) => [name, proof, switches.join(' ')]);
    const lines = [
      ...textTable(['name', 'kind', 'files', 'what it is'], rows),
      '',
      ...textTable(['volume format', 'its reader', 'switches (--switch name=value)'], readers),
    ];
    output.result(formats, lines.join('\n'));
  });
}
