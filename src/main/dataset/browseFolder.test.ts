import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { browseFolder, countScans } from './browseFolder.ts';

function scratch(): string {
  const root = mkdtempSync(join(tmpdir(), 'fovea-browse-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return root;
}

test('a folder tells its subfolders in the order of people, links as such, and how much else it holds', async () => {
  const root = scratch();
  for (const name of ['scan10', 'Scan2', '.hidden']) mkdirSync(join(root, name));
  for (const name of ['a.jpeg', 'b.TIF', 'notes.txt', '.ds']) writeFileSync(join(root, name), '');
  symlinkSync(join(root, 'Scan2'), join(root, 'a link'));
  symlinkSync(join(root, 'nowhere'), join(root, 'broken'));
  const view = await browseFolder(root);
  expect(view.folders.map(({ name, isLink }) => [name, isLink])).toEqual([
    ['a link', true],
    ['Scan2', false],
    ['scan10', false],
  ]);
  expect(view).toMatchObject({ path: root, scans: 2, otherFiles: 2, isCut: false });
  expect((await browseFolder('/')).parent).toBeNull();
});

test('scans are counted also in class folders below', async () => {
  const root = scratch();
  for (const name of ['train/CNV', 'train/NORMAL']) {
    mkdirSync(join(root, name), { recursive: true });
    writeFileSync(join(root, name, '1.jpeg'), '');
  }
  expect(await countScans(root)).toEqual({ scans: 2, folders: 1, isCut: false });
  expect(await countScans(join(root, 'nothing'))).toMatchObject({ scans: null });
});

test('what cannot be listed says why', async () => {
  const root = scratch();
  writeFileSync(join(root, 'file'), '');
  await expect(browseFolder(join(root, 'gone'))).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining('moved') });
  await expect(browseFolder(join(root, 'file'))).rejects.toMatchObject({ code: 'badInput' });
  mkdirSync(join(root, 'closed'));
  chmodSync(join(root, 'closed'), 0);
  // Nothing is closed to root.
  if (process.getuid?.() === 0) return;
  await expect(browseFolder(join(root, 'closed'))).rejects.toMatchObject({ code: 'permissionDenied' });
  expect((await countScans(join(root, 'closed'))).scans).toBeNull();
});

test('a folder of 100,000 files is counted while others have their turn', async () => {
  const root = scratch();
  for (let i = 0; i < 100_000; i++) writeFileSync(join(root, `${i}.jpeg`), '');
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  const view = await browseFolder(root);
  clearInterval(timer);
  expect(view).toMatchObject({ scans: 100_000, isCut: false });
  expect(turns).toBeGreaterThan(10);
  expect(await countScans(root)).toMatchObject({ isCut: true });
}, 60_000);
