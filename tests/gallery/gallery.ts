// `npm run gallery [-- --only NAME]`: pictures of every screen and state at three sizes, in out/gallery, with a page to look at them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { visitScenes } from './visit.ts';

const sizes = [
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
  { width: 3840, height: 2160 },
];
const folder = join(import.meta.dirname, '..', '..', 'out', 'gallery');
const { values } = parseArgs({ options: { only: { type: 'string' }, size: { type: 'string' } } });
const chosen = sizes.filter(({ width }) => values.size === undefined || String(width) === values.size);

const pictures: { name: string; width: number }[] = [];
await visitScenes({ sizes: chosen, only: values.only }, async (page, { name }, { width }) => {
  mkdirSync(join(folder, String(width)), { recursive: true });
  await page.screenshot({ path: join(folder, String(width), `${name}.png`) });
  pictures.push({ name, width });
  process.stdout.write(`${width} ${name}\n`);
});
const figures = pictures.map(
  ({ name, width }) =>
    `<figure><img src="${width}/${name}.png" width="${Math.min(width, 1280)}" alt=""><figcaption>${name}, ${width}</figcaption></figure>`,
);
writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><title>Fovea, gallery</title>\n${figures.join('\n')}\n`);
process.stdout.write(`${join(folder, 'index.html')}\n`);
