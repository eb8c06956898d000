// Builds the window into dist/renderer/<hash of its sources> unless that is there, and prints the folder. A window that is being
// served keeps its folder while a newer one is built beside it.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const output = join(root, 'dist', 'renderer');
/** Everything that the built files depend on. */
const inputs = ['src/renderer', 'src/shared', 'resources/colormaps', 'package-lock.json', 'scripts/build/licences.ts'];
/** Programs that were started from older sources still serve theirs. */
const keptBuilds = 12;

/** Returns the folder of the built window. */
export async function buildRenderer() {
  const target = join(output, hashOfInputs());
  if (existsSync(target)) return target;
  const { build } = await import('vite');
  const partial = `${target}.${process.pid}.partial`;
  const { NODE_ENV } = process.env;
  try {
    // Whoever builds it, a test too: React's development build is several times slower, and everyone after is served this one.
    process.env.NODE_ENV = 'production';
    await build({ configFile: join(root, 'src/renderer/vite.config.ts'), build: { outDir: partial, emptyOutDir: true }, logLevel: 'warn' });
    if (!existsSync(target)) renameSync(partial, target);
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
    rmSync(partial, { recursive: true, force: true });
  }
  dropOldBuilds(target);
  return target;
}

function hashOfInputs() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    const path = join(root, input);
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true })
          .sort()
          .map(name => join(path, name))
      : [path];
    for (const file of files.filter(file => statSync(file).isFile() && !/\.test\.tsx?$/.test(file))) {
      hash
        .update(`${file.slice(root.length)}\0`)
        .update(readFileSync(file))
        .update('\0');
    }
  }
  return hash.digest('hex').slice(0, 16);
}

function dropOldBuilds(newest) {
  const builds = readdirSync(output)
    .filter(name => /^[0-9a-f]{16}$/.test(name) && join(output, name) !== newest)
    .map(name => ({ path: join(output, name), atMs: statSync(join(output, name)).mtimeMs }))
    .sort((a, b) => b.atMs - a.atMs);
  for (const { path } of builds.slice(keptBuilds - 1)) rmSync(path, { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(output, { recursive: true });
  process.stdout.write(`${await buildRenderer()}\n`);
}
