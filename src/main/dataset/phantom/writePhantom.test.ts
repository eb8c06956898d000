import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readRaster } from '../formats/readRaster.ts';
import { runToEnd } from '../progress.ts';
import { generatePhantom, type PhantomOptions } from './phantom.ts';
import { phantomParameters } from './phantomParameters.ts';
import { writePhantom } from './writePhantom.ts';

const options: PhantomOptions = { kind: 'oct-bscan', images: 8, patients: 4, seed: 7 };
let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'phantom-'));
});

afterEach(() => rmSync(root, { recursive: true }));

test('the folder holds each scan as JPEG, its mask as PNG with exact labels, the table and the record', async () => {
  const folder = join(root, 'phantom');
  const done: number[] = [];
  const record = await runToEnd(writePhantom(options, folder, { workers: 1 }), progress => done.push(progress.done));
  expect(done.at(-1)).toBe(8);
  expect(JSON.parse(readFileSync(join(folder, 'phantom.json'), 'utf8'))).toEqual(JSON.parse(JSON.stringify(record)));
  expect(record).toMatchObject({ kind: 'oct-bscan', seed: 7, images: 8, signal: 1, parameters: { version: phantomParameters.version } });
  const table = readFileSync(join(folder, 'scans.csv'), 'utf8').trim().split('\n');
  expect(table).toHaveLength(9);
  for await (const scan of generatePhantom(options)) {
    const { raster: mask } = await readRaster(readFileSync(join(folder, 'masks', scan.class, `${scan.stem}.png`)));
    expect(mask.data).toEqual(scan.mask.data);
    const { raster: image } = await readRaster(readFileSync(join(folder, 'images', scan.class, `${scan.stem}.jpeg`)));
    const difference = scan.image.data.reduce((sum, grey, i) => sum + Math.abs(grey - (image.data[i] as number)), 0) / image.data.length;
    expect(difference).toBeLessThan(6);
    expect(table.some(row => row.startsWith(`images/${scan.class}/${scan.stem}.jpeg,${scan.class},${scan.patient},${scan.eye},`))).toBe(
      true,
    );
  }
  expect(readdirSync(root)).toEqual(['phantom']);
});

test('a folder with files in it is left alone', async () => {
  writeFileSync(join(root, 'mine.txt'), 'mine');
  await expect(runToEnd(writePhantom(options, root))).rejects.toMatchObject({ code: 'conflict' });
  expect(readdirSync(root)).toEqual(['mine.txt']);
});

test('a cancelled phantom leaves nothing behind', async () => {
  const controller = new AbortController();
  const work = writePhantom({ ...options, images: 40, abort: controller.signal }, join(root, 'phantom'), { workers: 1 });
  const rest = runToEnd(work, () => controller.abort());
  await expect(rest).rejects.toMatchObject({ code: 'interrupted' });
  expect(readdirSync(root)).toEqual([]);
});
