// A browser and a program on the workspace of volumes, for all tests of a file.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { launchBrowser } from '../browser.ts';
import { type Program, startProgram } from '../program.ts';
import { makeVolumeWorkspace, type VolumeWorkspace } from './volumeWorkspace.ts';

interface VolumeProgram {
  browser: Browser;
  workspace: VolumeWorkspace;
  program: Program;
}

/** Filled before the first test. Every window is closed after each: one left open would go on asking for its volume, whose file is then trusted for half a second. */
export function volumeProgram(): VolumeProgram {
  const made = {} as VolumeProgram;
  beforeAll(async () => {
    made.workspace = await makeVolumeWorkspace();
    made.program = await startProgram(made.workspace.folder);
    made.browser = await launchBrowser();
  }, 120_000);
  afterAll(async () => {
    await made.browser.close();
    await made.program.end('SIGTERM');
    made.workspace.remove();
  });
  afterEach(async () => {
    for (const context of made.browser.contexts()) await context.close();
  });
  return made;
}
