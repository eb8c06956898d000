import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { buildProgram } from './program.ts';

function withChildren(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withChildren)];
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: part => {
      text += part;
    },
  });
  command.outputHelp();
  return text;
}

const nameOf = (command: Command): string => (command.parent === null ? 'fovea' : `${nameOf(command.parent)} ${command.name()}`);

test('the commands are those that are agreed', () => {
  const names = withChildren(buildProgram()).map(nameOf);
  const agreed = [
    ...['doctor', 'demo', 'serve', 'formats', 'inspect', 'convert', 'models', 'models show', 'weights', 'weights import', 'weights list'],
    ...['weights remove', 'phantom', 'import', 'datasets', 'datasets list', 'datasets show', 'datasets delete', 'split', 'train', 'fit'],
    ...['evaluate', 'predict', 'explain', 'runs', 'runs list', 'runs show', 'runs pause', 'runs stop', 'runs cancel', 'runs resume'],
    ...['runs rerun', 'runs delete', 'export'],
  ];
  expect(names).toEqual(['fovea', ...agreed.map(name => `fovea ${name}`)]);
});

test('every command has a help text with the global options, an example, and what it is not for', () => {
  for (const command of withChildren(buildProgram())) {
    const text = helpOf(command);
    for (const part of [
      `Usage: ${nameOf(command)}`,
      '--workspace <dir>',
      '--json',
      '--quiet',
      'Example:\n  fovea ',
      'Research use only, not for diagnosis.',
    ]) {
      expect(text).toContain(part);
    }
  }
});

test('the reference names every command and every option', () => {
  const reference = readFileSync(new URL('../../../docs/reference/commandLine.md', import.meta.url), 'utf8');
  for (const command of withChildren(buildProgram())) {
    if (command.commands.length === 0) expect(reference).toContain(`\`${nameOf(command)}`);
    for (const { long } of command.options) expect(reference).toContain(long ?? '');
  }
});
