import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runStage } from './runStage.ts';

/** A folder with these files, in which vitest can be imported. */
function project(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-stage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function runTests(testFile: string) {
  const root = project({ 'vitest.config.ts': 'export default {};', 'a.test.ts': testFile });
  return runStage({ name: 'unit', vitest: 'vitest.config.ts' }, root, () => {});
}

function runScript(lines: string) {
  return runStage({ name: 'script', script: 'run.ts' }, project({ 'run.ts': lines }), () => {});
}

const vitest = `import { expect, test } from 'vitest';`;

test('vitest’s passed and failed tests are counted', async () => {
  const file = `${vitest} test('a', () => {}); test('b', () => {}); test('c', () => expect(1).toBe(2));`;
  expect(await runTests(file)).toEqual({
    passed: 2,
    failed: 1,
    problem: null,
    failures: [expect.stringMatching(/^a\.test\.ts › c: AssertionError: expected 1 to be 2/)],
  });
});

test('a skipped test counts as failed', async () => {
  expect(await runTests(`${vitest} test('a', () => {}); test.skip('b', () => {}); test.todo('c');`)).toMatchObject({
    passed: 1,
    failed: 2,
  });
});

test('test.only, a file that does not load and an error outside every test fail the stage', async () => {
  expect((await runTests(`${vitest} test('a', () => {}); test.only('b', () => {});`)).failed).toBeGreaterThan(0);
  expect(await runTests(`throw new Error('at load');`)).toMatchObject({ passed: 0, failed: 1, failures: ['a.test.ts: at load'] });
  expect(await runTests(`${vitest} test('a', () => { Promise.reject(new Error('late')); });`)).toMatchObject({ passed: 1, failed: 1 });
});

test('a script’s last line is its count', async () => {
  expect(await runScript(`console.log('3 passed, 9 failed\\n3877 passed, 1 failed'); process.exitCode = 1;`)).toEqual({
    passed: 3877,
    failed: 1,
    problem: null,
    failures: [],
  });
});

test('a script that counts nothing, crashes or is missing fails the stage', async () => {
  expect(await runScript(`console.log('0 passed, 0 failed');`)).toMatchObject({ failed: 1, problem: 'No test ran.' });
  expect(await runScript(`console.log('5 passed, 0 failed'); process.exitCode = 3;`)).toMatchObject({ passed: 5, failed: 1 });
  expect(await runScript(`throw new Error('crash');`)).toMatchObject({ passed: 0, failed: 1 });
  expect(await runStage({ name: 'none', script: 'none.ts' }, project({}))).toMatchObject({
    failed: 1,
    problem: 'Expected none.ts, but it is not there.',
  });
});
