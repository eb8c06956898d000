import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startModule } from '../jobs/testing/childModule.ts';
import { scratchFolder } from '../jobs/testing/scratch.ts';
import { readOwner } from './owner.ts';
import { resolveWorkspaceDir, workspacePaths } from './paths.ts';
import { openWorkspace } from './workspace.ts';

let scratch: ReturnType<typeof scratchFolder>;
let dir: string;
beforeEach(() => {
  scratch = scratchFolder();
  dir = join(scratch.path, 'workspace');
});
afterEach(() => scratch.remove());

const mode = (path: string): number => statSync(path).mode & 0o777;

test('the option goes before the environment, and that before the home folder', () => {
  expect(resolveWorkspaceDir('/a', { FOVEA_WORKSPACE: '/b' })).toBe('/a');
  expect(resolveWorkspaceDir(undefined, { FOVEA_WORKSPACE: '/b' })).toBe('/b');
  expect(resolveWorkspaceDir(undefined, {})).toBe(join(homedir(), 'Fovea'));
  expect(resolveWorkspaceDir('a', {})).toBe(join(process.cwd(), 'a'));
});

test('a new workspace has its layout, for its owner’s eyes only', () => {
  const workspace = openWorkspace(dir, { mode: 'write' });
  const { blobs, runs, thumbnails, incoming, backups, logs, trash, secret, owner } = workspace.paths;
  for (const folder of [dir, blobs, runs, thumbnails, incoming, backups, logs, trash]) expect(mode(folder), folder).toBe(0o700);
  for (const file of [secret, owner]) expect(mode(file), file).toBe(0o600);
  expect(JSON.parse(readFileSync(workspace.paths.description, 'utf8'))).toMatchObject({ version: 1, id: workspace.id });
  workspace.close();
  expect(existsSync(owner)).toBe(false);
});

test('a workspace keeps its id and its subject hashes, which another workspace does not share', () => {
  const first = openWorkspace(dir, { mode: 'write' });
  const { id } = first;
  const subject = first.hashSubject('1016042');
  first.close();
  const again = openWorkspace(dir, { mode: 'read' });
  expect([again.id, again.hashSubject('1016042')]).toEqual([id, subject]);
  again.close();
  const other = openWorkspace(join(scratch.path, 'other'), { mode: 'write' });
  expect(other.hashSubject('1016042')).not.toBe(subject);
  expect(subject).toMatch(/^[0-9a-f]{32}$/);
  other.close();
});

test('a second process is refused with the number of the first, may read, and finds its address', async () => {
  const holder = startModule(`
    import { openWorkspace } from 'main/workspace/workspace.ts';
    const workspace = openWorkspace(${JSON.stringify(dir)}, { mode: 'write' });
    workspace.store.settings.set('theme', 'dark');
    workspace.publishApi({ address: 'http://127.0.0.1:4000', token: 'secret' });
    process.stdout.write('open');
    setInterval(() => {}, 1000);
  `);
  await holder.printed('open');
  const { pid } = holder.process;
  expect(() => openWorkspace(dir, { mode: 'write' })).toThrow(
    expect.objectContaining({ code: 'locked', message: expect.stringContaining(`process ${pid} has it open`), details: { dir, pid } }),
  );
  const reader = openWorkspace(dir, { mode: 'read' });
  expect(() => reader.store.settings.set('theme', 'light')).toThrow(expect.objectContaining({ code: 'permissionDenied' }));
  reader.close();
  expect(readOwner(workspacePaths(dir))).toMatchObject({ pid, api: { address: 'http://127.0.0.1:4000', token: 'secret' } });
  holder.process.kill('SIGKILL');
  await holder.output;
  expect(readOwner(workspacePaths(dir))).toBeNull();
  openWorkspace(dir, { mode: 'write' }).close();
});

test('reading where nothing is creates nothing', () => {
  expect(() => openWorkspace(dir, { mode: 'read' })).toThrow(expect.objectContaining({ code: 'notFound' }));
  expect(existsSync(dir)).toBe(false);
});

test('a folder with other files is no place for a workspace', () => {
  mkdirSync(dir);
  writeFileSync(join(dir, 'thesis.txt'), '');
  expect(() => openWorkspace(dir, { mode: 'write' })).toThrow(expect.objectContaining({ code: 'conflict' }));
  expect(readdirSync(dir)).toEqual(['thesis.txt']);
});

test('a workspace whose creation was cut short is finished with the same secret', () => {
  const first = openWorkspace(dir, { mode: 'write' });
  const subject = first.hashSubject('a');
  first.close();
  rmSync(first.paths.description);
  rmSync(first.paths.store);
  const again = openWorkspace(dir, { mode: 'write' });
  expect(again.hashSubject('a')).toBe(subject);
  again.close();
});

test('a lost secret or description is damage, never made anew, and the lock is free again', () => {
  const { paths, close } = openWorkspace(dir, { mode: 'write' });
  close();
  const secret = readFileSync(paths.secret, 'utf8');
  rmSync(paths.secret);
  expect(() => openWorkspace(dir, { mode: 'write' })).toThrow(expect.objectContaining({ code: 'damaged' }));
  writeFileSync(paths.secret, secret);
  const description = readFileSync(paths.description, 'utf8');
  rmSync(paths.description);
  expect(() => openWorkspace(dir, { mode: 'write' })).toThrow(expect.objectContaining({ code: 'damaged' }));
  writeFileSync(paths.description, description);
  openWorkspace(dir, { mode: 'write' }).close();
});

test('half-received files of an earlier process are cleared away', () => {
  const { paths, close } = openWorkspace(dir, { mode: 'write' });
  close();
  writeFileSync(join(paths.incoming, 'half'), 'x');
  openWorkspace(dir, { mode: 'write' }).close();
  expect(readdirSync(paths.incoming)).toEqual([]);
});
