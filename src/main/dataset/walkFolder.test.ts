import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from './testing/testFolder.ts';
import { type FolderEntry, walkFolder } from './walkFolder.ts';

async function list(root: string, signal?: AbortSignal): Promise<FolderEntry[]> {
  const entries: FolderEntry[] = [];
  for await (const entry of walkFolder(root, signal)) entries.push(entry);
  return entries;
}

/** Runs code as a user without rights: 65534 where the tests run as root, otherwise as we are. */
function runUnprivileged(code: string): string {
  const module = JSON.stringify(new URL('./walkFolder.ts', import.meta.url).href);
  const script = `import { walkFolder } from ${module}; if (process.getuid() === 0) { process.setgid(65534); process.setuid(65534); } ${code}`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

test('files come depth first in one fixed order, with any names that a file system allows', async () => {
  const long = `${'x'.repeat(251)}.png`;
  const names = [
    '-rf.png',
    'a b/ü 眼.png',
    'a-b.png',
    'a/z.png',
    long,
    `${'deep/'.repeat(60)}end.png`,
    'new\nline.png',
    'A.png',
    '日本/1.png',
  ];
  const root = testFolder(Object.fromEntries(names.map(name => [name, 'x'])));
  const entries = await list(root);
  expect(entries.map(entry => entry.path)).toEqual([
    ...['-rf.png', 'A.png', 'a/z.png', 'a b/ü 眼.png', 'a-b.png', `${'deep/'.repeat(60)}end.png`],
    ...['new\nline.png', long, '日本/1.png'],
  ]);
  expect(entries[0]).toMatchObject({ kind: 'file', sizeBytes: 1, mtimeMs: expect.any(Number) });
});

test('hidden files, system files, links and things that are no file are listed with the reason and not entered', async () => {
  const root = testFolder({ 'a/1.png': 'x', '.DS_Store': '', '.git/x.png': '', 'Thumbs.db': '', '__MACOSX/a.png': '' });
  const outside = testFolder({ 'secret.png': 'x' });
  symlinkSync(root, join(root, 'a/loop'));
  symlinkSync(join(root, 'self'), join(root, 'self'));
  symlinkSync(outside, join(root, 'out'));
  symlinkSync(join(root, 'a/1.png'), join(root, 'same.png'));
  symlinkSync('gone', join(root, 'broken.png'));
  execFileSync('mkfifo', [join(root, 'pipe.png')]);
  const reasons = Object.fromEntries((await list(root)).map(entry => [entry.path, 'reason' in entry ? entry.reason : 'file']));
  expect(reasons).toEqual({
    '.DS_Store': 'hidden',
    '.git': 'hidden',
    'Thumbs.db': 'made by the operating system',
    __MACOSX: 'made by the operating system',
    'a/1.png': 'file',
    'a/loop': 'symbolic link; its target is listed by its own name',
    'same.png': 'symbolic link; its target is listed by its own name',
    out: 'symbolic link out of the folder, not followed',
    self: 'symbolic link in a circle',
    'broken.png': 'symbolic link to nothing that can be opened',
    'pipe.png': 'not a regular file',
  });
});

test('a root that is a link is followed, since the user named it', async () => {
  const root = testFolder({ '1.png': 'x' });
  const link = join(testFolder(), 'link');
  symlinkSync(root, link);
  expect((await list(link)).map(entry => entry.path)).toEqual(['1.png']);
});

test('a name that is not UTF-8 is reported, not lost', async () => {
  const root = testFolder();
  writeFileSync(Buffer.concat([Buffer.from(`${root}/m`), Buffer.of(0xfc), Buffer.from('ller.png')]), 'x');
  expect(await list(root)).toEqual([
    { kind: 'unreadable', path: 'm\uFFFDller.png', code: 'notFound', reason: 'Name is not valid UTF-8: rename the file.' },
  ]);
});

test('a folder without permission inside the root is reported and the rest is listed', () => {
  const root = testFolder({ 'a/1.png': 'x', 'closed/2.png': 'x', 'z/3.png': 'x' });
  chmodSync(join(root, 'closed'), 0o000);
  const output = runUnprivileged(`for await (const e of walkFolder(${JSON.stringify(root)})) console.log(e.kind, e.path, e.code);`);
  expect(output.trim().split('\n')).toEqual(['file a/1.png undefined', 'unreadable closed permissionDenied', 'file z/3.png undefined']);
  chmodSync(join(root, 'closed'), 0o755);
});

test('a root without permission, that does not exist, or that is a file is refused with what to do', async () => {
  const root = testFolder({ 'file.png': 'x' });
  mkdirSync(join(root, 'closed'), { mode: 0o000 });
  const walk = `try { for await (const e of walkFolder(${JSON.stringify(join(root, 'closed'))})); } catch (error) { console.log(error.code, error.message); }`;
  expect(runUnprivileged(walk)).toMatch(/^permissionDenied Expected a folder that can be read, received .*Ask its owner/);
  await expect(list(join(root, 'gone'))).rejects.toMatchObject({ code: 'notFound', message: expect.stringContaining('found nothing') });
  await expect(list(join(root, 'file.png'))).rejects.toMatchObject({
    code: 'badInput',
    message: expect.stringContaining('received the file'),
  });
});

test('an aborted signal stops the walk', async () => {
  const root = testFolder({ 'a.png': 'x' });
  await expect(list(root, AbortSignal.abort())).rejects.toMatchObject({ code: 'interrupted' });
});
