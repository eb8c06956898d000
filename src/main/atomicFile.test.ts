import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeFileAtomic } from './atomicFile.ts';
import { fullDisks, startModule } from './jobs/testing/childModule.ts';
import { scratchFolder } from './jobs/testing/scratch.ts';

let folder: ReturnType<typeof scratchFolder>;
beforeEach(() => {
  folder = scratchFolder();
});
afterEach(() => folder.remove());

test('a file is replaced in one step and nothing else stays in the folder', () => {
  const path = join(folder.path, 'file.json');
  writeFileAtomic(path, 'first');
  writeFileAtomic(path, Buffer.from('second'), { mode: 0o600 });
  expect(readFileSync(path, 'utf8')).toBe('second');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder.path)).toEqual(['file.json']);
});

test('a folder that is not there is a notFound error', () => {
  expect(() => writeFileAtomic(join(folder.path, 'missing', 'file'), 'x')).toThrow(expect.objectContaining({ code: 'notFound' }));
});

test('when the disk is full the old content stays, and no partial file', async () => {
  for (const { name, wrapper } of fullDisks(join(folder.path, 'disk'), 64)) {
    mkdirSync(join(folder.path, 'disk'), { recursive: true });
    const child = startModule(
      `
      import { readdirSync, readFileSync } from 'node:fs';
      import { writeFileAtomic } from 'main/atomicFile.ts';
      const path = ${JSON.stringify(join(folder.path, 'disk', 'file'))};
      writeFileAtomic(path, 'old');
      let code = 'none';
      try { writeFileAtomic(path, Buffer.alloc(200_000)); } catch (error) { code = error.code; }
      process.stdout.write(JSON.stringify([code, readFileSync(path, 'utf8'), readdirSync(${JSON.stringify(join(folder.path, 'disk'))})]));
      `,
      wrapper,
    );
    expect(JSON.parse(await child.output), name).toEqual(['diskFull', 'old', ['file']]);
  }
});
