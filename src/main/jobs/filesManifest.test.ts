import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { filesManifest } from './filesManifest.ts';
import { scansWorkspace } from './testing/scans.ts';

test('files and folders become items; what cannot be read is listed with its reason, and nothing is taken twice', async () => {
  const { context, folder } = await scansWorkspace({ CNV: 1, NORMAL: 1 });
  const broken = join(folder, 'NORMAL', 'broken.png');
  writeFileSync(broken, 'not a picture');
  writeFileSync(join(folder, 'NORMAL', 'notes.txt'), 'a text');
  const scan = join(folder, 'CNV', 'CNV-1016001-1.png');
  const { manifest, refused, ignored } = await filesManifest(context, [scan, join(folder, 'CNV'), broken, folder], {});
  expect(manifest.map(item => join(item.root, item.path)).sort()).toEqual(
    ['CNV/CNV-1016001-1.png', 'CNV/CNV-1016001-2.png', 'NORMAL/NORMAL-1016002-1.png', 'NORMAL/NORMAL-1016002-2.png'].map(path =>
      join(folder, path),
    ),
  );
  expect(manifest.every(item => item.label === undefined)).toBe(true);
  expect(refused).toMatchObject([{ name: broken, code: 'unsupportedFormat' }, { name: 'NORMAL/broken.png' }]);
  expect(ignored).toBe(1);
});

test('no path, a path to nothing and a folder without an image are refused', async () => {
  const { context, scratch } = await scansWorkspace({ CNV: 1, NORMAL: 1 });
  const empty = join(scratch, 'empty');
  mkdirSync(empty);
  await expect(filesManifest(context, [], {})).rejects.toMatchObject({ code: 'usage' });
  await expect(filesManifest(context, [join(scratch, 'nothing')], {})).rejects.toThrow(/found nothing. Check the path/);
  await expect(filesManifest(context, [empty], {})).rejects.toThrow(/received 0 files that are no images/);
});
