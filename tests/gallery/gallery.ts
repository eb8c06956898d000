// `npm run gallery [-- --only NAME] [--size 1280x720] [--missing]`: pictures of every screen and state at three sizes, in out/gallery,
// with a page to look at them. A whole run begins with an empty folder and new workspaces; part of it takes up those of the last one.
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scenes } from './scenes.ts';
import { type Size, visitScenes } from './visit.ts';

const sizes: readonly Size[] = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const folder = join(import.meta.dirname, '..', '..', 'out', 'gallery');
const { values } = parseArgs({
  options: { only: { type: 'string' }, size: { type: 'string' }, missing: { type: 'boolean', default: false } },
});
const chosen = sizes.filter(({ width, height }) => values.size === undefined || `${width}x${height}`.startsWith(values.size));
if (chosen.length === 0) throw new Error(`Expected a size of ${sizes.map(nameOf).join(', ')}, received '${values.size}'.`);
const isWhole = values.only === undefined && values.size === undefined && !values.missing;

if (isWhole) rmSync(folder, { recursive: true, force: true });
try {
  await visitScenes(
    {
      sizes: chosen,
      only: values.only,
      isWanted: (scene, size) => !values.missing || !existsSync(pictureOf(scene.name, size)),
      keptWorkspaces: join(folder, 'workspaces'),
    },
    async (page, { name }, size) => {
      mkdirSync(join(folder, nameOf(size)), { recursive: true });
      await page.screenshot({ path: pictureOf(name, size) });
      process.stdout.write(`${nameOf(size)} ${name}\n`);
    },
  );
} finally {
  writePage();
}

/** Of all pictures that lie there; those of scenes that are no more go. */
function writePage(): void {
  const figures = sizes.flatMap(size => {
    const own = join(folder, nameOf(size));
    if (!existsSync(own)) return [];
    for (const file of readdirSync(own)) if (!scenes.some(({ name }) => file === `${name}.png`)) rmSync(join(own, file));
    return scenes
      .filter(({ name }) => existsSync(pictureOf(name, size)))
      .map(
        ({ name }) =>
          `<figure><img src="${nameOf(size)}/${name}.png" width="${Math.min(size.width, 1280)}" alt=""><figcaption>${name}, ${nameOf(size)}</figcaption></figure>`,
      );
  });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Fovea, gallery</title>\n${figures.join('\n')}\n`);
  process.stdout.write(`${join(folder, 'index.html')}\n`);
}

function pictureOf(name: string, size: Size): string {
  return join(folder, nameOf(size), `${name}.png`);
}

function nameOf({ width, height }: Size): string {
  return `${width}x${height}`;
}
