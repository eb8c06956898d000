// `npm run build`: the desktop program into dist/electron. `app/` becomes the asar; `programs/` runs on plain Node beside it. Nothing is
// built again for the same sources.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as buildApp } from 'electron-vite';
import sharp from 'sharp';
import { z } from 'zod';
import { exitCodeOf, toAppError } from '../../src/shared/errors.ts';
import { buildPrograms } from './buildPrograms.ts';

const root = join(import.meta.dirname, '..', '..');
const output = join(root, 'dist', 'electron');
const stamp = join(output, 'sources.sha256');
const inputs = ['src/**/*', 'scripts/build/*', 'resources/**/*', 'electron.vite.config.ts', 'LICENSE', 'package.json', 'package-lock.json'];
const iconPx = 512;

/** Returns the folder that Electron is to be started with. */
export async function buildDesktop(): Promise<string> {
  const app = join(output, 'app');
  const sources = hashOfInputs();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return app;
  rmSync(stamp, { force: true });
  mkdirSync(app, { recursive: true });
  await buildPrograms(root, join(output, 'programs'));
  await buildApp({ root, configFile: join(root, 'electron.vite.config.ts'), logLevel: 'warn' });
  for (const folder of [app, join(output, 'programs')]) writeFileSync(join(folder, 'package.json'), manifest());
  await sharp(join(root, 'src/renderer/favicon.svg'), { density: 72 * 8 })
    .resize(iconPx, iconPx)
    .png()
    .toFile(join(app, 'icon.png'));
  writeFileSync(stamp, sources);
  return app;
}

/** What Electron and electron-builder read; no dependencies, since all is built in or lies beside the asar. */
function manifest(): string {
  const known = z.object({ name: z.string(), version: z.string(), description: z.string(), license: z.string() });
  const told = known.parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')));
  return JSON.stringify({ ...told, type: 'module', main: 'main/index.js' }, null, 2);
}

function hashOfInputs(): string {
  const hash = createHash('sha256');
  const files = globSync(inputs, { cwd: root }).filter(path => !/\.test\.tsx?$/.test(path) && statSync(join(root, path)).isFile());
  for (const path of files.sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  return hash.digest('hex');
}

if (import.meta.main) {
  try {
    process.stdout.write(`${await buildDesktop()}\n`);
  } catch (thrown) {
    const { message, code } = toAppError(thrown);
    process.stderr.write(`fovea: Expected the desktop program to build, received: ${message}\n`);
    process.exitCode = exitCodeOf(code);
  }
}
