// The command line without an engine: every command that shows, reads or arranges, every exit code, every refusal.
import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeScans } from '../jobs/testing/scans.ts';
import { openWorkspace } from '../workspace/workspace.ts';
import { type CommandLine, commandLine } from './testing/fovea.ts';

let fovea: CommandLine;
beforeAll(async () => {
  fovea = commandLine();
  await writeScans(join(fovea.folder, 'scans'), { CNV: 5, NORMAL: 5 });
  await writeScans(join(fovea.folder, 'oneClass'), { CNV: 3 });
  mkdirSync(join(fovea.folder, 'empty'));
  await fovea.json('import', 'scans', '--name', 'clinic');
  await fovea.json('split', 'clinic', '--name', 'main', '--ratios', '.6,.2,.2', '--seed', '1');
});
afterAll(() => fovea.remove());

/** Runs a command that must fail, and checks that the error is also the one JSON document. */
async function refusal(...args: string[]): Promise<{ code: number | null; error: { code: string; message: string } }> {
  const { code, stdout, stderr } = await fovea.run(...args, '--json');
  const { error } = JSON.parse(stdout) as { error: { code: string; message: string } };
  expect(stderr).toContain(error.message);
  return { code, error };
}

test('lists are arrays whose entries have a name, indented by two spaces', async () => {
  const lists = [['formats'], ['models'], ['weights', 'list'], ['datasets', 'list'], ['runs', 'list'], ['doctor']];
  for (const list of lists) {
    const { stdout } = await fovea.run(...list, '--json');
    const entries = JSON.parse(stdout) as { name: string }[];
    expect(Array.isArray(entries)).toBe(true);
    for (const entry of entries) expect(entry.name).toEqual(expect.any(String));
    if (entries.length > 0) expect(stdout).toMatch(/^\[\n {2}\{\n {4}"/);
  }
  expect(await fovea.json('runs', 'list')).toEqual([]);
});

test('import, data sets and splits say what there is, as JSON and as text', async () => {
  const show = await fovea.json('datasets', 'show', 'clinic');
  expect(show).toMatchObject({
    ...{ name: 'clinic', scans: 20, patients: 10, classes: [{ name: 'CNV', scans: 10 }, { name: 'NORMAL' }] },
    ...{ report: { items: 20, unreadable: [] }, facts: { classes: [{ name: 'CNV', scans: 10 }, {}] } },
    splits: [{ name: 'main', certificate: { ok: true } }],
  });
  const { stdout } = await fovea.run('datasets', 'show', 'clinic');
  expect(stdout).toContain("Split 'main'");
  expect(stdout).toContain('No leak: no patient, no eye and no file content is in two parts.');
  expect((await fovea.run('datasets', 'list')).stdout).toMatch(/clinic +20 +10 +CNV 10, NORMAL 10 +main/);
});

test('one file is described without a workspace, and a preview shows inputs without a run', async () => {
  expect(await fovea.json('inspect', 'scans/CNV/CNV-1016001-1.png')).toMatchObject({
    ...{ name: 'CNV-1016001-1.png', format: 'png', facts: { widthPx: 24, heightPx: 16, bitDepth: 8 } },
  });
  const files = await fovea.json('train', '--dataset', 'clinic', '--split', 'main', '--preview', 'preview', '--set', 'input.size=[32,32]');
  expect(files).toHaveLength(8);
  for (const { name } of files as { name: string }[]) {
    expect(await fovea.json('inspect', join('preview', name))).toMatchObject({ facts: { widthPx: 32, heightPx: 32 } });
  }
  expect(await fovea.json('runs', 'list')).toEqual([]);
});

test('a phantom is made, and is a data set like any other', async () => {
  const record = await fovea.json('phantom', 'oct-bscan', '--out', 'phantom', '--images', '4', '--patients', '4', '--seed', '3');
  expect(record).toMatchObject({ name: 'oct-bscan', images: 4, patients: 4, seed: 3 });
  const { report } = (await fovea.json('import', 'phantom/images', '--name', 'phantom')) as {
    report: { items: number; classes: unknown[] };
  };
  expect(report).toMatchObject({ items: 4, classes: [{ name: 'CNV' }, { name: 'DME' }, { name: 'DRUSEN' }, { name: 'NORMAL' }] });
  expect(await fovea.json('datasets', 'delete', 'phantom')).toMatchObject({ name: 'phantom', kind: 'dataset' });
});

test('a phantom volume is made as its device stores it, and is inspected like any other', async () => {
  const made = await fovea.json(
    'phantom',
    'volume',
    '--out',
    'eye',
    '--device',
    'spectralis',
    '--eye',
    'OS',
    '--bscans',
    '3',
    '--format',
    'e2e',
  );
  expect(made).toMatchObject({ name: 'volume', files: ['volume.e2e'], shape: { bscans: 3, rows: 496, columns: 512 } });
  const card = JSON.stringify(await fovea.json('inspect', 'eye/volume.e2e'));
  expect(card).toContain('OS');
});

test('wrong usage ends with code 2 and says what was expected', async () => {
  const wrong: [string[], RegExp][] = [
    [[], /Expected a command/],
    [['nonsense'], /unknown command 'nonsense'/],
    [['train'], /'--dataset <name>' not specified/],
    [['runs', 'list', '--nonsense'], /unknown option '--nonsense'/],
    [['split', 'clinic', '--name', 'x', '--ratios', '1,2'], /three shares/],
    [['split', 'clinic', '--name', 'x', '--ratios', '.6,.6,.6'], /add up to 1/],
    [['split', 'clinic', '--name', 'x', '--seed', 'one'], /--seed to be a whole number/],
    [['split', 'nothing', '--name', 'x'], /Known: clinic/],
    [['import', 'scans', '--name', 'clinic'], /there is a data set 'clinic' already/],
    [['import', 'scans', '--name', 'x', '--patient-pattern', 'a', '--manifest', 'b'], /cannot be used with option/],
    [['import', 'scans', '--name', 'x', '--layout', 'pile'], /Known: classFolders, flat/],
    [['train', '--dataset', 'clinic', '--split', 'main', '--set', 'architecture=alexnet'], /Known: resnet18/],
    [['train', '--dataset', 'clinic', '--split', 'main', '--set', 'nothing'], /Expected path=value/],
    [['train', '--dataset', 'clinic', '--split', 'main', '--config', 'nothing.json'], /nothing\.json/],
    [['evaluate', 'x', '--on', 'val', '--reason', 'y'], /Allowed choices are test/],
    [['evaluate', 'x', '--on', 'test'], /'--reason <text>' not specified/],
    [['evaluate', 'x', '--on', 'test', '--reason', 'y'], /received 'x'/],
    [['predict', 'x', 'scans'], /received 'x'/],
    [['runs', 'show', 'x'], /`fovea runs list` shows them all/],
    [['inspect', 'nothing.png'], /nothing.png/],
    [['phantom', 'brain', '--out', 'x'], /Known: oct-bscan, volume/],
    [['phantom', 'volume', '--out', 'x', '--images', '3'], /--images belongs to 'oct-bscan'/],
    [['phantom', 'volume', '--out', 'x', '--device', 'stratus'], /cirrus, spectralis, topcon/],
    [['phantom', 'volume', '--out', 'x', '--device', 'cirrus', '--format', 'vol'], /format of cirrus/],
  ];
  for (const [args, message] of wrong) {
    const { code, error } = await refusal(...args);
    expect([args.join(' '), error.message]).toEqual([args.join(' '), expect.stringMatching(message)]);
    expect(code).toBe(2);
  }
});

test('bad input ends with code 3, each with its own message', async () => {
  writeFileSync(join(fovea.folder, 'text.png'), 'this is no picture');
  expect(await refusal('inspect', 'text.png')).toMatchObject({ code: 3, error: { code: 'unsupportedFormat' } });
  expect(await refusal('import', 'empty', '--name', 'x')).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/folder with images/) },
  });
  expect(await refusal('import', 'text.png', '--name', 'x')).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/Expected a folder/) },
  });
  await fovea.json('import', 'oneClass', '--name', 'oneClass');
  await fovea.json('split', 'oneClass', '--name', 'main');
  const train = await refusal('train', '--dataset', 'oneClass', '--split', 'main');
  expect(train).toMatchObject({
    code: 3,
    error: { message: expect.stringMatching(/at least two classes to tell apart, received only CNV/) },
  });
  expect(await fovea.json('runs', 'list')).toEqual([]);
});

test('a workspace that another process has open can be read but not changed; one that is not there says so', async () => {
  const workspace = openWorkspace(join(fovea.folder, 'workspace'), { mode: 'write' });
  const { code, error } = await refusal('split', 'clinic', '--name', 'second');
  expect(code).toBe(4);
  expect(error).toMatchObject({ code: 'locked', message: expect.stringContaining(`process ${process.pid} has it open`) });
  expect(await fovea.json('datasets', 'show', 'clinic')).toMatchObject({ name: 'clinic' });
  expect(await fovea.json('runs', 'list')).toEqual([]);
  workspace.close();
  const elsewhere = await refusal('runs', 'list', '--workspace', 'nowhere');
  expect(elsewhere).toMatchObject({ code: 2, error: { code: 'notFound', message: expect.stringMatching(/Expected a workspace at/) } });
});

test('a folder that is no workspace, and a machine without TensorFlow, end with code 4 or 2 and what to do', async () => {
  expect(await refusal('import', 'scans', '--name', 'x', '--workspace', 'scans')).toMatchObject({ code: 2, error: { code: 'conflict' } });
  const bare = commandLine({ FOVEA_LIBTENSORFLOW: fovea.folder });
  const { code, stdout } = await bare.run('models', 'show', 'smallCnn', '--json');
  expect(code).toBe(4);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'environment', message: expect.stringContaining('libtensorflow') } });
  const findings = JSON.parse((await bare.run('doctor', '--json')).stdout) as { name: string; status: string }[];
  expect(findings.find(({ name }) => name === 'libtensorflow')?.status).toBe('fail');
  bare.remove();
});

test('an import that is interrupted ends with code 130 and leaves no data set', async () => {
  await writeScans(join(fovea.folder, 'many'), { CNV: 150, NORMAL: 150 });
  const { child, ended } = fovea.start('import', 'many', '--name', 'many');
  const journals = join(fovea.folder, 'workspace', 'incoming');
  await expect.poll(() => hasEntries(journals), { timeout: 20_000, interval: 5 }).toBe(true);
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain('a second Ctrl-C ends at once');
  expect(((await fovea.json('datasets', 'list')) as { name: string }[]).map(({ name }) => name)).not.toContain('many');
  expect(await fovea.json('import', 'many', '--name', 'many')).toMatchObject({ name: 'many', report: { items: 600 } });
});

/** True once a journal of an import holds records. */
function hasEntries(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some(name => statSync(join(folder, name)).size > 1000);
}

test('without a terminal there is no colour and no live line, and --quiet leaves only the result', async () => {
  const { stdout, stderr } = await fovea.run('phantom', 'oct-bscan', '--out', 'quiet', '--images', '2', '--patients', '2', '--quiet');
  expect(stderr).toBe('');
  expect(stdout).toBe('2 scans of 2 patients in quiet: images, masks, scans.csv, phantom.json.\n');
  const error = await fovea.run('nonsense');
  expect(error.stderr).not.toContain('\u001b');
});
