// A disk that fills up while a checkpoint is written: the run fails and says why, the last whole checkpoint stays, and with room the
// run goes on to the same weights and rows as one that always had room.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullDisks, startModule } from '../../src/main/jobs/testing/childModule.ts';
import type { ManifestItem } from '../../src/shared/domain/manifest.ts';
import { checkpointHashes, eventsOf, makeRun, metricRows, quickConfig, runEngine, writeImages } from './runFixture.ts';

/** Weights of 220 KB and optimizer slots of 440 KB: on a disk of 1 MB the first checkpoint finds room, the second none beside it. */
const config = { ...quickConfig({ epochs: 1 }), architecture: { name: 'smallCnn', params: { width: 12 } } };
/** By the name of the wrapper: KiB on the disk or in one file, and the step of the last checkpoint that is there afterwards. */
const cases: Record<string, { kib: number; lastStep: number | null; received: string }> = {
  'a full disk': { kib: 1024, lastStep: 3, received: 'a full disk (ENOSPC)' },
  'a file size limit': { kib: 400, lastStep: null, received: 'a limit on the size of files (EFBIG)' },
};

let folder: string;
let manifest: ManifestItem[];
let whole: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'full-'));
  manifest = await writeImages(join(folder, 'images'), 24);
  whole = makeRun(join(folder, 'whole'), config, manifest);
  const exit = await runEngine(whole);
  expect(exit.error, exit.lastLines.join('\n')).toBeNull();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('a checkpoint that finds no room fails the run, loses nothing that was there, and the run goes on with room', async () => {
  for (const [name, { kib, lastStep, received }] of Object.entries(cases)) {
    const disk = join(folder, 'disk');
    mkdirSync(disk, { recursive: true });
    const wrapper = fullDisks(disk, kib).find(candidate => candidate.name === name)?.wrapper;
    // Only root can mount a disk of its own.
    if (wrapper === undefined) continue;
    const rescued = join(folder, name);
    const child = startModule(
      `
      import { cpSync } from 'node:fs';
      import { createRunFolder } from 'main/engine/host/runFolder.ts';
      import { fitFolder } from 'main/jobs/fitFolder.ts';
      const run = ${JSON.stringify(join(disk, 'run'))};
      createRunFolder(run, ${JSON.stringify({ config, manifest })});
      const { state, error } = await fitFolder(run);
      cpSync(run, ${JSON.stringify(rescued)}, { recursive: true });
      process.stdout.write(JSON.stringify({ state, code: error?.code, message: error?.message }));
      `,
      wrapper,
    );
    const said = JSON.parse(await child.output) as { message: string };
    expect(said, name).toMatchObject({ state: 'failed', code: 'diskFull' });
    expect(said.message, name).toMatch(
      /^Expected room to write .*safetensors, received .* Free space and repeat; what was there is kept\.$/,
    );
    expect(said.message, name).toContain(received);
    expect(eventsOf(rescued).at(-2), name).toMatchObject({ type: 'error', code: 'diskFull' });
    const recorded = metricRows(rescued);
    expect(recorded.size, name).toBeGreaterThan(0);

    const steps = new Set(Object.keys(checkpointHashes(rescued)).map(file => file.split('/')[0]));
    expect([...steps], name).toEqual(lastStep === null ? [] : [String(lastStep)]);
    const resumed = await runEngine(rescued);
    expect(resumed.error, resumed.lastLines.join('\n')).toBeNull();
    expect(eventsOf(rescued).some(event => event.type === 'state' && event.state === 'resumed' && event.fromStep === lastStep)).toBe(
      lastStep !== null,
    );
    expect(checkpointHashes(rescued), name).toEqual(checkpointHashes(whole));
    expect(metricRows(rescued), name).toEqual(metricRows(whole));
    for (const [key, value] of recorded) expect(metricRows(rescued).get(key), key).toBe(value);
    rmSync(disk, { recursive: true, force: true });
  }
});
