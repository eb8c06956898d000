import { expect, test } from 'vitest';
import { parseServeArguments } from './serveArguments.ts';

test('without arguments everything has its default', () => {
  expect(parseServeArguments([])).toEqual({
    ...{ workspace: undefined, host: undefined, port: undefined },
    ...{ open: true, signOut: false, json: false, quiet: false, help: false },
  });
});

test('each option is read', () => {
  const args = ['--workspace', '/data', '--host', '0.0.0.0', '--port=8080', '--no-open', '--sign-out', '--json', '--quiet', '-h'];
  expect(parseServeArguments(args)).toEqual({
    ...{ workspace: '/data', host: '0.0.0.0', port: 8080 },
    ...{ open: false, signOut: true, json: true, quiet: true, help: true },
  });
});

test('what is no option and what is no port is a usage error that says where to look', () => {
  expect(() => parseServeArguments(['--prot', '80'])).toThrow(/--prot.*--help lists the options/s);
  expect(() => parseServeArguments(['here'])).toThrow(/--help/);
  for (const port of ['eighty', '65536', '-1', '', '1.5', '0x50']) {
    expect(() => parseServeArguments([`--port=${port}`])).toThrow(/Expected --port to be a number/);
  }
});
