// `npm run package -- --electron-dist DIR`: builds, then packs the desktop program around an unpacked Electron for Linux x64. Nothing is
// downloaded. Usage: [--electron-dist DIR] [--output DIR] [--with-library]
import { spawn } from 'node:child_process';
import { cpSync, existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findLibrary } from '../../src/main/engine/tensorflow/library.ts';
import { AppError, exitCodeOf, toAppError } from '../../src/shared/errors.ts';
import { buildDesktop } from './build.ts';
import { writeLicences } from './licences.ts';

const root = join(import.meta.dirname, '..', '..');
/** Where Electron's own installer puts it. */
const usualDist = join(root, 'node_modules', 'electron', 'dist');

export interface PackageOptions {
  /** Default: the binary that came with the npm package, where it did. */
  electronDist?: string | undefined;
  /** Default: dist/package. */
  output?: string | undefined;
  /** Folder of the libtensorflow to bring along; without it the program looks where findLibrary does. */
  library?: string | undefined;
}

/** Returns the folder of the packed program. Errors: `environment` without an Electron to pack; `internal` when packing fails. */
export async function packageDesktop(options: PackageOptions): Promise<string> {
  const { electronDist = usualDist, output = join(root, 'dist', 'package'), library } = options;
  const version = electronVersion();
  if (!existsSync(join(electronDist, 'electron'))) {
    throw new AppError(
      'environment',
      `Expected an unpacked Electron ${version} for Linux x64 in ${electronDist}, but there is no electron in it. ` +
        'Unpack its release and name the folder by --electron-dist.',
    );
  }
  await buildDesktop();
  writeLicences(root, join(root, 'dist', 'electron', 'licences'));
  const settings = { electronVersion: version, electronDist: resolve(electronDist), 'directories.output': resolve(output) };
  await run(Object.entries(settings).map(([name, value]) => `-c.${name}=${value}`));
  const packed = join(output, 'linux-unpacked');
  if (library !== undefined) cpSync(library, join(packed, 'resources', 'libtensorflow'), { recursive: true });
  return packed;
}

export function electronVersion(): string {
  return (JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')) as { version: string }).version;
}

function run(settings: string[]): Promise<void> {
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const child = spawn(process.execPath, [builder, '--linux', 'dir', '--x64', '--publish', 'never', ...settings], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (output += text));
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', code => {
      if (code === 0) done();
      else fail(new AppError('internal', `Expected electron-builder to pack, but it ended with code ${code}:\n${output.slice(-4000)}`));
    });
  });
}

if (import.meta.main) {
  try {
    const {
      'electron-dist': electronDist,
      output,
      'with-library': isWithLibrary,
    } = parseArgs({
      options: { 'electron-dist': { type: 'string' }, output: { type: 'string' }, 'with-library': { type: 'boolean' } },
    }).values;
    const library = isWithLibrary === true ? findLibrary(process.env).folder : undefined;
    process.stdout.write(`${await packageDesktop({ electronDist, output, library })}\n`);
  } catch (thrown) {
    const error = toAppError(thrown);
    process.stderr.write(`fovea: ${error.message}\n`);
    process.exitCode = exitCodeOf(error.code);
  }
}
