import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { ManifestItem } from '../../shared/domain/manifest.ts';
import { manifestFile, manifestHash, readManifest, subjectKey, writeManifest } from './manifest.ts';
import { runToEnd } from './progress.ts';
import { addFiles, testFolder } from './testing/testFolder.ts';
import { verifyManifest } from './verifyManifest.ts';

function itemOf(root: string, path: string, content: string, more: Partial<ManifestItem> = {}): ManifestItem {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { item: `id ${path}`, subject: 's', eye: 'OD', root, path, sha256, label: 'a', split: 'train', source: 'import', ...more };
}

test('a subject is the keyed hash of RFC 4231, cut to 16 bytes, and another one with another secret', () => {
  // RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?"
  expect(subjectKey('what do ya want for nothing?', Buffer.from('Jefe'))).toBe('5bdcc146bf60754e6a042426089575c7');
  expect(subjectKey('1016042', Buffer.from('one'))).not.toBe(subjectKey('1016042', Buffer.from('two')));
});

test('a manifest is read as it was written, with any names', async () => {
  const path = join(testFolder(), 'manifest.jsonl');
  const items = [itemOf('/r', 'a b/ü\n"x".png', '1', { frame: 3, mask: 'm' }), itemOf('/r', '-眼.png', '2', { eye: null, split: 'test' })];
  writeManifest(path, items);
  expect(await readManifest(path)).toEqual(items);
  writeManifest(path, []);
  expect(await readManifest(path)).toEqual([]);
});

test('a damaged line, a repeated item and a path out of the root are refused with where they are', async () => {
  const path = join(testFolder(), 'manifest.jsonl');
  const good = itemOf('/r', 'a.png', '1');
  const read = (lines: unknown[]): Promise<ManifestItem[]> => {
    writeFileSync(path, lines.map(line => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''));
    return readManifest(path);
  };
  await expect(read([good, '{"item":'])).rejects.toMatchObject({
    code: 'damaged',
    message: expect.stringContaining('manifest.jsonl, line 2'),
  });
  await expect(read([good, { ...good, item: 'b', sha256: 'x' }])).rejects.toMatchObject({ code: 'damaged' });
  await expect(read([good, good])).rejects.toMatchObject({ code: 'damaged', message: expect.stringContaining('at least twice') });
  await expect(read([{ ...good, path: '../secret' }])).rejects.toMatchObject({ code: 'badInput' });
  await expect(readManifest(`${path}.gone`)).rejects.toMatchObject({ code: 'notFound' });
  expect(() => writeManifest(path, [{ ...good, label: 7 } as unknown as ManifestItem])).toThrow('item 1: expected an item of a manifest');
  for (const bad of ['/etc/passwd', 'a/../../b', '..', '', 'a\0b'])
    expect(() => manifestFile({ root: '/r', path: bad })).toThrow('below the import folder');
  expect(manifestFile({ root: '/r', path: 'a..b/c.png' })).toBe('/r/a..b/c.png');
});

test('the hash of a manifest depends on contents, labels and parts, and not on order, place, names or workspace', () => {
  const items = [itemOf('/r', 'a.png', '1'), itemOf('/r', 'b.png', '2', { split: 'test' })];
  const hash = manifestHash(items);
  const elsewhere = items.map(item => ({ ...item, root: '/other', path: `x/${item.path}`, item: `new ${item.item}`, subject: 'other' }));
  expect(manifestHash(elsewhere.reverse())).toBe(hash);
  for (const change of [{ label: 'b' }, { split: 'val' }, { sha256: '0'.repeat(64) }, { eye: null }, { frame: 0 }] as const) {
    expect(manifestHash([{ ...itemOf('/r', 'a.png', '1'), ...change }, ...items.slice(1)])).not.toBe(hash);
  }
  expect(manifestHash(items.slice(1))).not.toBe(hash);
});

test('verification tells missing, changed and unreadable files from whole ones', async () => {
  const root = testFolder({ 'same.png': '1', 'changed.png': 'was', 'gone.png': '3', 'two frames.tif': '4' });
  const items = [
    itemOf(root, 'same.png', '1'),
    itemOf(root, 'changed.png', 'was'),
    itemOf(root, 'gone.png', '3'),
    itemOf(root, 'two frames.tif', '4', { frame: 0 }),
    itemOf(root, 'two frames.tif', '4', { frame: 1, item: 'second' }),
  ];
  expect(await runToEnd(verifyManifest(items))).toEqual({ ok: true, files: 4, missing: [], changed: [], unreadable: [] });
  addFiles(root, { 'changed.png': 'now' });
  rmSync(join(root, 'gone.png'));
  rmSync(join(root, 'same.png'));
  mkdirSync(join(root, 'same.png'));
  const phases: number[] = [];
  expect(await runToEnd(verifyManifest(items), progress => phases.push(progress.done))).toEqual({
    ok: false,
    files: 4,
    missing: ['gone.png'],
    changed: ['changed.png'],
    unreadable: [{ name: 'same.png', reason: expect.stringContaining('same.png') }],
  });
  expect(phases.at(-1)).toBe(4);
  await expect(runToEnd(verifyManifest(items, { signal: AbortSignal.abort() }))).rejects.toMatchObject({ code: 'interrupted' });
});
