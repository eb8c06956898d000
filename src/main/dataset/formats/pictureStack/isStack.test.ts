import { expect, test } from 'vitest';
import { runToEnd } from '../../progress.ts';
import { scanFolder } from '../../scanFolder.ts';
import { testFolder } from '../../testing/testFolder.ts';
import { bytesInMemory } from '../byteSource.ts';
import { isStack } from './isStack.ts';

interface Page {
  columns: number;
  rows: number;
  /** NewSubfileType. */
  kind?: number;
  bits?: number;
}

/** A TIFF of plain grey pages, each followed by its directory. */
function tiffOf(pages: readonly Page[]): Uint8Array {
  const parts: Buffer[] = [];
  let end = 8;
  const head = Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0]);
  let link = { part: head, at: 4 };
  for (const { columns, rows, kind = 0, bits = 8 } of pages) {
    const pixels = Buffer.alloc((columns * rows * bits) / 8, 100);
    const tags = [
      ...[
        [254, kind],
        [256, columns],
        [257, rows],
        [258, bits],
        [259, 1],
        [262, 1],
        [273, end],
        [277, 1],
        [278, rows],
      ],
      ...[[279, pixels.length]],
    ] as const;
    const directory = Buffer.alloc(2 + 12 * tags.length + 4);
    directory.writeUInt16LE(tags.length, 0);
    for (const [i, [tag = 0, value = 0]] of tags.entries()) {
      directory.writeUInt16LE(tag, 2 + 12 * i);
      directory.writeUInt16LE(4, 4 + 12 * i);
      directory.writeUInt32LE(1, 6 + 12 * i);
      directory.writeUInt32LE(value, 10 + 12 * i);
    }
    link.part.writeUInt32LE(end + pixels.length, link.at);
    link = { part: directory, at: directory.length - 4 };
    parts.push(pixels, directory);
    end += pixels.length + directory.length;
  }
  return Buffer.concat([head, ...parts]);
}

const a = { columns: 8, rows: 6 };
const b = { columns: 6, rows: 4 };

test.each([
  ['one page', [a], false],
  ['two pages of one size', [a, a], true],
  ['a page and a smaller one', [a, b], false],
  ['a page with its mask', [a, { ...a, kind: 4 }], false],
  ['a page with smaller copies of one size', [a, { ...b, kind: 1 }, { ...b, kind: 1 }], false],
  ['one page of 32 bits', [{ ...a, bits: 32 }], true],
] as const)('%s', async (_, pages, expected) => {
  expect(await isStack(bytesInMemory(tiffOf(pages), 'a.tif'))).toBe(expected);
});

test('what is no TIFF, or one without an end, is none', async () => {
  const whole = tiffOf([a, a]);
  for (const bytes of [new Uint8Array(0), Buffer.from('a text that is long enough'), whole.subarray(0, 100)]) {
    expect(await isStack(bytesInMemory(bytes, 'a.tif'))).toBe(false);
  }
});

test('pages of several sizes are several series of one file', async () => {
  const root = testFolder({ 'two sizes.tif': tiffOf([a, b, a, b, b]), 'thumbnail.tif': tiffOf([a, b]) });
  const { records, volumes } = await runToEnd(scanFolder(root));
  expect(records.map(({ path, file }) => [path, file.facts.frames])).toEqual([['thumbnail.tif', 2]]);
  const shown = volumes.map(({ path, volume: { series, header } }) => [path, series, header.shape.columns, header.shape.bscans]);
  expect(shown).toEqual([
    ['two sizes.tif', 0, 8, 2],
    ['two sizes.tif', 1, 6, 3],
  ]);
  expect(new Set(volumes.map(({ sha256 }) => sha256)).size).toBe(2);
});
