import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, statSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compareText } from './compareText.ts';
import { encodePng, encodeTiff } from './formats/sharpCodec.ts';
import { openVolumeItem } from './openVolumeItem.ts';
import { type Progress, runToEnd } from './progress.ts';
import { scanFolder } from './scanFolder.ts';
import { addFiles, testFolder } from './testing/testFolder.ts';
import { testJpeg, testPng } from './testing/testImages.ts';

async function folderOf(count: number): Promise<string> {
  const images = await Promise.all(Array.from({ length: count }, (_, seed) => testPng(seed)));
  return testFolder(Object.fromEntries(images.map((png, i) => [`c/${String(i).padStart(3, '0')}.png`, png])));
}

function journal(): string {
  return join(testFolder(), 'scan.jsonl');
}

test('every file ends in one list: read, unreadable with the reason, or ignored with the reason', async () => {
  const png = await testPng(1);
  const jpeg = await testJpeg(2);
  const root = testFolder({
    'good.png': png,
    'jpeg inside.png': jpeg,
    'no extension': png,
    'cut.jpg': jpeg.subarray(0, jpeg.length / 2),
    'empty.png': '',
    'empty.txt': '',
    'text.png': 'this is no picture',
    'notes.txt': 'this is no picture',
    'archive.zip': Buffer.alloc(10_000, 'PK'),
    'scan.dcm': Buffer.alloc(10_000, 1),
    'big.bmp': Buffer.alloc(10_000, 'BM'),
  });
  const { records, unreadable, ignored, resumed } = await runToEnd(scanFolder(root));
  expect(records.map(({ path, file }) => [path, file.format])).toEqual([
    ['good.png', 'png'],
    ['jpeg inside.png', 'jpeg'],
    ['no extension', 'png'],
  ]);
  expect(Object.fromEntries(unreadable.map(({ name, code, reason }) => [name, `${code} ${reason}`]))).toEqual({
    'big.bmp': expect.stringMatching(/^unsupportedFormat big.bmp: expected jpeg, png, tiff/),
    'cut.jpg': expect.stringMatching(/^unreadableFile cut.jpg/),
    'empty.png': expect.stringMatching(/^unreadableFile empty.png: expected an image, received an empty file/),
    'empty.txt': expect.stringMatching(/^unreadableFile empty.txt: expected an image, received an empty file/),
    'scan.dcm': expect.stringMatching(/^unsupportedFormat scan.dcm/),
    'text.png': expect.stringMatching(/^unsupportedFormat text.png: .*this is no pic/),
  });
  expect(ignored.map(({ name }) => name)).toEqual(['archive.zip', 'notes.txt']);
  expect(resumed).toBe(0);
});

test('BMP and WebP are scans like any other', async () => {
  const path = new URL('../../../tests/golden/formats/pictures/pictures.json', import.meta.url);
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; bytes: string }[] };
  const named = (name: string) => Buffer.from(files.find(file => file.name === name)?.bytes ?? '', 'base64');
  const root = testFolder({ 'a.bmp': named('rle8.bmp'), 'b.webp': named('lossy.webp') });
  const { records, unreadable } = await runToEnd(scanFolder(root));
  expect(records.map(({ file }) => [file.format, file.facts.widthPx, file.facts.channels])).toEqual([
    ['bmp', 13, 1],
    ['webp', 30, 3],
  ]);
  expect(unreadable).toEqual([]);
});

test('progress runs through listing and reading to the total', async () => {
  const seen: Progress[] = [];
  await runToEnd(scanFolder(await folderOf(5)), progress => seen.push(progress));
  expect(seen[0]).toMatchObject({ phase: 'list', total: 0 });
  expect(seen.at(-1)).toMatchObject({ phase: 'read', done: 5, total: 5 });
});

test('a second scan with the journal reads nothing again, except what has changed or could not be read', async () => {
  const root = await folderOf(6);
  addFiles(root, { 'bad.png': 'text' });
  const journalPath = journal();
  const first = await runToEnd(scanFolder(root, { journalPath }));
  expect(first).toMatchObject({ resumed: 0, unreadable: [{ name: 'bad.png' }] });
  addFiles(root, { 'bad.png': await testPng(50), 'c/001.png': await testPng(51), 'c/new.png': await testPng(52) });
  utimesSync(join(root, 'c/002.png'), 1, 1);
  const second = await runToEnd(scanFolder(root, { journalPath }));
  expect(second.resumed).toBe(4);
  expect(second.unreadable).toEqual([]);
  expect({ ...second, resumed: 0 }).toEqual(await runToEnd(scanFolder(root)));
});

test('a torn last line is cut off, a damaged line only costs its file', async () => {
  const root = await folderOf(4);
  const journalPath = journal();
  const whole = await runToEnd(scanFolder(root, { journalPath, workers: 1 }));
  const lines = readFileSync(journalPath, 'utf8').split('\n');
  truncateSync(journalPath, statSync(journalPath).size - 20);
  expect(await runToEnd(scanFolder(root, { journalPath }))).toEqual({ ...whole, resumed: 3 });
  writeFileSync(journalPath, lines.with(2, '{"path": 7}').join('\n'));
  expect(await runToEnd(scanFolder(root, { journalPath }))).toEqual({ ...whole, resumed: 3 });
  truncateSync(journalPath, 10);
  expect(await runToEnd(scanFolder(root, { journalPath }))).toEqual(whole);
});

test("another folder's journal, and a file that is none, are refused and left as they are", async () => {
  const root = await folderOf(1);
  const journalPath = journal();
  await runToEnd(scanFolder(await folderOf(1), { journalPath }));
  await expect(runToEnd(scanFolder(root, { journalPath }))).rejects.toMatchObject({ code: 'conflict' });
  writeFileSync(journalPath, 'my notes');
  await expect(runToEnd(scanFolder(root, { journalPath }))).rejects.toMatchObject({ code: 'conflict' });
  expect(readFileSync(journalPath, 'utf8')).toBe('my notes');
});

test('a cancelled scan stops with its own error, and goes on from the journal', async () => {
  const root = await folderOf(60);
  const journalPath = journal();
  const controller = new AbortController();
  const scan = scanFolder(root, { journalPath, signal: controller.signal, workers: 1 });
  for (let step = await scan.next(); !step.done && step.value.phase === 'list'; step = await scan.next());
  controller.abort();
  await expect(runToEnd(scan)).rejects.toMatchObject({ code: 'interrupted' });
  const { resumed, records } = await runToEnd(scanFolder(root, { journalPath }));
  expect(resumed).toBeGreaterThan(0);
  expect(resumed).toBeLessThan(60);
  expect(records).toHaveLength(60);
});

test('a scan killed again and again loses nothing that it had recorded', async () => {
  const root = await folderOf(300);
  const journalPath = journal();
  const scanModule = new URL('./scanFolder.ts', import.meta.url).href;
  const progressModule = new URL('./progress.ts', import.meta.url).href;
  const script = `import { scanFolder } from ${JSON.stringify(scanModule)}; import { runToEnd } from ${JSON.stringify(progressModule)};
    await runToEnd(scanFolder(${JSON.stringify(root)}, { journalPath: ${JSON.stringify(journalPath)}, workers: 1 }));`;
  let recorded = 0;
  for (let round = 0; round < 4; round++) {
    const before = recorded;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
    const ended = new Promise(resolve => child.on('exit', resolve));
    while (child.exitCode === null && recorded < before + 20) {
      await new Promise(resolve => setTimeout(resolve, 5));
      recorded = existsSync(journalPath) ? readFileSync(journalPath, 'utf8').split('\n').length - 2 : 0;
    }
    child.kill('SIGKILL');
    await ended;
    recorded = readFileSync(journalPath, 'utf8').split('\n').length - 2;
    appendFileSync(journalPath, '{"path":"c/0'); // as if the kill had cut a line
  }
  const scan = await runToEnd(scanFolder(root, { journalPath }));
  expect(scan.resumed).toBe(recorded);
  expect({ ...scan, resumed: 0 }).toEqual(await runToEnd(scanFolder(root)));
});

test('a TIFF with pages of one size, or with samples that no image has, is a volume; one page of 8 or 16 bits is an image', async () => {
  const path = new URL('../../../tests/golden/formats/pictures/stacks.json', import.meta.url);
  const { files } = JSON.parse(readFileSync(path, 'utf8')) as { files: { name: string; bytes: string; shape: number[]; type: string }[] };
  const named = (name: string) => Buffer.from(files.find(file => file.name === name)?.bytes ?? '', 'base64');
  const stacks = files.map(({ name }) => [`${name}.tif`, named(name)] as const);
  const plain = { data: new Uint16Array(12).fill(4000), rows: 3, columns: 4, channels: 1 as const };
  const float = named('float32');
  const root = testFolder({
    ...Object.fromEntries(stacks),
    'one page.tif': await encodeTiff(plain),
    'cut.tif': float.subarray(0, float.length - 200),
  });
  const { records, volumes, unreadable } = await runToEnd(scanFolder(root));
  expect(records.map(({ path: name }) => name)).toEqual(['one page.tif']);
  const shapes = volumes.map(({ path: name, volume }) => [name, volume.header.shape.bscans, volume.header.sampleType]);
  expect(shapes).toEqual(
    files.map(({ name, shape, type }) => [`${name}.tif`, shape[0], type]).sort(([a], [b]) => compareText(a as string, b as string)),
  );
  expect(new Set(volumes.map(({ format }) => format))).toEqual(new Set(['pictures']));
  expect(unreadable.map(({ name }) => name)).toEqual([expect.stringMatching(/^cut\.tif/)]);
});

test('numbered images of one size are slices where a person says so, and beside a volume.json at once', async () => {
  const slice = async (value: number, columns = 8) =>
    Buffer.from(await encodePng({ data: new Uint16Array(6 * columns).fill(value), rows: 6, columns, channels: 1 }));
  const slices = { '1.png': await slice(1000), '2.png': await slice(2000), '10.png': await slice(4000) };
  const below = (folder: string) => Object.fromEntries(Object.entries(slices).map(([name, png]) => [`${folder}/b${name}`, png]));
  const spacingUm = { bscan: { value: 120, source: 'measured' }, row: null, column: null };
  const note = { foveaVolume: 1, spacingUm, laterality: 'OS', scanPattern: 'raster', modality: 'OCT' };
  const root = testFolder({
    ...{ ...slices, 'fundus.png': await slice(9, 9) },
    ...{ ...below('eye'), ...below('noted'), 'noted/volume.json': JSON.stringify(note), 'other/volume.json': '{}' },
  });
  const journalPath = journal();
  const first = await runToEnd(scanFolder(root, { journalPath }));
  expect(first.records.map(({ path }) => path)).toEqual([
    '1.png',
    '10.png',
    '2.png',
    'eye/b1.png',
    'eye/b10.png',
    'eye/b2.png',
    'fundus.png',
  ]);
  expect(first.ignored.map(({ name }) => name)).toEqual(['other/volume.json']);
  const [noted] = first.volumes;
  expect(noted).toMatchObject({ path: 'noted/b1.png', format: 'pictures', eye: 'OS', facts: { widthPx: 8, bitDepth: 16 } });
  expect(noted?.volume.files.map(({ path }) => path)).toEqual(['noted/b1.png', 'noted/b2.png', 'noted/b10.png', 'noted/volume.json']);
  expect(noted?.volume.header).toMatchObject({ series: 'noted', shape: { bscans: 3 }, scanPattern: 'raster', spacingUm });

  const asked = await runToEnd(scanFolder(root, { slices: true, journalPath }));
  expect(asked).toMatchObject({ resumed: 10, unreadable: [] });
  expect(asked.records.map(({ path }) => path)).toEqual(['fundus.png']);
  expect(asked.volumes.map(({ path }) => path)).toEqual(['1.png', 'eye/b1.png', 'noted/b1.png']);
  const eye = asked.volumes[1] as (typeof asked.volumes)[number];
  expect(eye.volume.header.notes.map(({ message }) => message).join()).toContain('7 numbers are missing');
  const files = eye.volume.files.map(({ path }) => path);
  const { volume } = await openVolumeItem({ root, files, format: eye.format, series: 0 });
  expect(volume.header).toEqual(eye.volume.header);
  expect(await Promise.all([0, 1, 2].map(async i => (await volume.readBscan(i, 'stored')).data[0]))).toEqual([1000, 2000, 4000]);
});
