import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { expect, onTestFinished, test } from 'vitest';
import { testPng } from '../dataset/testing/testImages.ts';
import { cleanIncoming } from './cleanIncoming.ts';
import { importDataset } from './importDataset.ts';
import { fullDisks, startModule } from './testing/childModule.ts';
import { emptyWorkspace } from './testing/emptyWorkspace.ts';
import { writeScans } from './testing/scans.ts';
import { scratchFolder } from './testing/scratch.ts';
import { receiveUpload, uploadLimits } from './uploads.ts';

function uploadWorkspace() {
  const { context, scratch } = emptyWorkspace();
  return { context, incoming: context.workspace.paths.incoming, scratch };
}

async function* bodyOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array, void> {
  yield* chunks;
}

test('files of one drop lie together with their folders, told by content, none replacing another', async () => {
  const { context } = uploadWorkspace();
  const png = await testPng(1);
  const send = (id: string | null, name: string, ...chunks: Uint8Array[]) =>
    receiveUpload(context, { id, name, sizeBytes: null, body: bodyOf(...chunks) });
  const first = await send(null, 'scans/CNV/a.png', png.subarray(0, 10), png.subarray(10));
  expect(first).toMatchObject({ name: 'scans/CNV/a.png', sizeBytes: png.length, format: 'png' });
  expect(readFileSync(join(first.folder, first.name)).equals(png)).toBe(true);
  const again = await send(first.id, '../scans/CNV/a.png', Buffer.from('a text'));
  expect(again).toMatchObject({ folder: first.folder, name: 'scans/CNV/a-2.png', format: null });
  const long = await send(first.id, `${'x'.repeat(300)}.png`, png);
  expect(existsSync(join(first.folder, long.name))).toBe(true);
  const zip = await send(first.id, 'more.zip', zipSync({ 'NORMAL/b.png': png }));
  expect(zip).toMatchObject({ name: 'more', format: 'zip' });
  expect(readFileSync(join(first.folder, 'more/NORMAL/b.png')).equals(png)).toBe(true);
  expect(readdirSync(first.folder).filter(name => name.startsWith('.'))).toEqual([]);
});

test('names, ids and sizes that cannot be are refused, and nothing is left of them', async () => {
  const { context, incoming } = uploadWorkspace();
  const ask = (given: object, limits = uploadLimits) =>
    receiveUpload(context, { id: null, name: 'a.png', sizeBytes: 3, body: bodyOf(Buffer.from('abc')), ...given }, limits);
  await expect(ask({ name: '../..' })).rejects.toMatchObject({ code: 'usage' });
  await expect(ask({ id: '../../elsewhere' })).rejects.toMatchObject({ code: 'usage' });
  await expect(ask({ id: 'upload-00000000-0000-0000-0000-000000000000' })).rejects.toMatchObject({ code: 'notFound' });
  await expect(ask({}, { ...uploadLimits, fileBytes: 2 })).rejects.toMatchObject({ code: 'badInput' });
  await expect(ask({ sizeBytes: null }, { ...uploadLimits, fileBytes: 2 })).rejects.toMatchObject({ code: 'badInput' });
  await expect(ask({}, { ...uploadLimits, freeBytes: 2 ** 60 })).rejects.toMatchObject({ code: 'diskFull' });
  expect(readdirSync(incoming, { recursive: true }).filter(name => !String(name).startsWith('upload-'))).toEqual([]);
});

test('an upload that is cut off leaves nothing, nor does an archive that is damaged', async () => {
  const { context, incoming } = uploadWorkspace();
  async function* cut(): AsyncGenerator<Uint8Array, void> {
    yield Buffer.from('half');
    throw new Error('aborted');
  }
  await expect(receiveUpload(context, { id: null, name: 'a.png', sizeBytes: 8, body: cut() })).rejects.toThrow('cut off after 4 bytes');
  const zip = zipSync({ 'a.bin': new Uint8Array(100_000).map((_, i) => (i * 7919) % 256) }).subarray(0, 300);
  await expect(receiveUpload(context, { id: null, name: 'a.zip', sizeBytes: null, body: bodyOf(zip) })).rejects.toMatchObject({
    code: 'unreadableFile',
  });
  for (const id of readdirSync(incoming)) expect(readdirSync(join(incoming, id))).toEqual([]);
});

test('a disk that fills up says so', async () => {
  const scratch = scratchFolder();
  onTestFinished(scratch.remove);
  const wrapper = fullDisks(scratch.path, 2048).find(({ name }) => name === 'a full disk')?.wrapper;
  if (wrapper === undefined) return; // only root can mount a disk of its own
  const { output } = startModule(
    `
    import { scratchContext } from 'main/jobs/testing/scratch.ts';
    import { receiveUpload, uploadLimits } from 'main/jobs/uploads.ts';
    const context = scratchContext(${JSON.stringify(join(scratch.path, 'workspace'))});
    async function* body() { for (let i = 0; i < 64; i++) yield new Uint8Array(65536); }
    const request = { id: null, name: 'a.png', sizeBytes: null, body: body() };
    const error = await receiveUpload(context, request, { ...uploadLimits, freeBytes: 0 }).catch(thrown => thrown);
    process.stdout.write(JSON.stringify({ code: error.code, message: error.message }));
    `,
    wrapper,
  );
  expect(JSON.parse(await output)).toMatchObject({ code: 'diskFull', message: expect.stringContaining('the disk is full') });
});

test('after a week uploads and journals go, unless a data set lies there', async () => {
  const { context, incoming } = uploadWorkspace();
  const ids = ['0', '1', '2'].map(digit => `upload-${digit.repeat(8)}-0000-0000-0000-000000000000`);
  for (const id of ids) mkdirSync(join(incoming, id));
  const [used = '', unused = '', fresh = ''] = ids;
  await writeScans(join(incoming, used, 'scans'), { CNV: 1 });
  await importDataset(context, { folder: join(incoming, used, 'scans'), name: 'dropped' });
  writeFileSync(join(incoming, 'import-0.journal'), '');
  const nowMs = Date.now();
  for (const name of [used, unused, 'import-0.journal']) utimesSync(join(incoming, name), nowMs / 1000, nowMs / 1000 - 8 * 86_400);
  expect((await cleanIncoming(context, nowMs)).sort()).toEqual(['import-0.journal', unused]);
  expect(readdirSync(incoming).sort()).toEqual([used, fresh].sort());
});
