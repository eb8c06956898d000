import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { testPng } from '../../dataset/testing/testImages.ts';
import { scratchFolder } from '../testing/scratch.ts';
import { openThumbnailMaker } from './thumbnailMaker.ts';

/** Processes that this one has started and that make thumbnails. */
function makers(): number[] {
  const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return children.map(Number).filter(pid => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('thumbnailProcess'));
}

test('a process that dies over a file is told to whoever waits, and the next thumbnail starts another; it goes when it is let go of', async () => {
  const { path: root, remove } = scratchFolder();
  onTestFinished(remove);
  const bytes = await testPng(1);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(root, 'scan.png'), bytes);
  // Reading it never ends.
  execFileSync('mkfifo', [join(root, 'never.png')]);
  const task = (path: string) => ({
    path: join(root, 'thumbnails', `${path}.jpeg`),
    px: 256,
    of: { image: { root, path, sha256, frame: 0 } },
  });
  const maker = openThumbnailMaker();
  onTestFinished(() => maker.end());
  const waiting = maker.make(task('never.png'));
  expect(await maker.make(task('scan.png'))).toEqual({ kind: 'made' });
  const [pid = 0, ...others] = makers();
  expect(others).toEqual([]);
  process.kill(pid, 'SIGKILL');
  expect(await waiting).toMatchObject({ kind: 'died', error: { message: expect.stringContaining('SIGKILL') } });
  expect(await maker.make({ ...task('scan.png'), path: join(root, 'thumbnails', 'again.jpeg') })).toEqual({ kind: 'made' });
  expect(existsSync(join(root, 'thumbnails', 'again.jpeg'))).toBe(true);
  expect(await maker.make(task('gone.png'))).toMatchObject({ kind: 'unreadable', error: { code: 'notFound' } });
  // What never ends does not hold up the end.
  const open = maker.make(task('never.png'));
  await maker.end();
  expect((await open).kind).toBe('died');
  expect(makers()).toEqual([]);
});
