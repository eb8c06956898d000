// The page in a browser: addresses that lead nowhere, and how the program ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { keepScreenshot, launchBrowser, openPage, words } from './browser.ts';
import { runProgram, startProgram } from './program.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

function newWorkspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'workspace');
}

test('an address that leads nowhere says so, and the rest of the window is there', async () => {
  const program = await startProgram(newWorkspace());
  const { page, complaints } = await openPage(browser, program.address);
  await page.goto(program.link);
  expect(page.url()).toBe(`${program.address}/`);
  for (const [hash, shown] of [
    ['#/runs/nothing', 'There is no such run here'],
    ['#/nowhere', 'There is no such page'],
  ]) {
    await page.goto(`${program.address}/${hash}`);
    await page.getByText(shown as string).waitFor();
    expect(await words(page.locator('body'))).toContain('Research use only, not for diagnosis');
  }
  // The refused call is the only thing that the browser may complain about.
  expect(complaints.filter(complaint => !complaint.includes('status of 404'))).toEqual([]);
  expect(await program.end('SIGTERM')).toBe(0);
});

test('a second start points to the first; Ctrl-C ends it with 130, and the page says that nobody answers', async () => {
  const workspace = newWorkspace();
  const program = await startProgram(workspace);
  const second = await runProgram(workspace);
  expect(second.code).toBe(4);
  expect(JSON.parse(second.stdout).error).toMatchObject({
    code: 'locked',
    message: expect.stringContaining(`process ${program.process.pid}`),
  });
  const link = /It is open at (\S+)/.exec(second.stderr)?.[1] ?? '';
  const { page } = await openPage(browser, program.address);
  await page.goto(link);
  await page.getByRole('main').waitFor();
  expect(await program.end('SIGINT')).toBe(130);
  await page.getByText('Fovea does not answer any more.').waitFor();
  await keepScreenshot(page, 'connection-lost');
  // The workspace is free again.
  const next = await startProgram(workspace);
  expect(await next.end('SIGTERM')).toBe(0);
});

test('what cannot be served ends with its reason and its exit code', async () => {
  const program = await startProgram(newWorkspace());
  const { port } = new URL(program.address);
  const taken = await runProgram(newWorkspace(), ['--port', port]);
  expect([taken.code, taken.stderr]).toEqual([4, expect.stringContaining(`Expected port ${port} of 127.0.0.1 to be free`)]);
  const open = await runProgram(newWorkspace(), ['--host', '0.0.0.0']);
  expect([open.code, open.stderr]).toEqual([2, expect.stringContaining('Set it as FOVEA_PASSWORD')]);
  expect(await program.end('SIGTERM')).toBe(0);
});
