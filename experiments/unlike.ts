// "Unlike the training data": how many held-out scans a network trained on CNV against NORMAL flags, and how many pictures that are no
// such scans. Usage: npm run experiment -- unlike --data FOLDER (class folders CNV and NORMAL; docs/reference/data.md).
// --workspace DIR keeps the training there, and uses one that is there already.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readRaster } from '../src/main/dataset/formats/readRaster.ts';
import { encodePng } from '../src/main/dataset/formats/sharpCodec.ts';
import { toGrey } from '../src/main/imaging/grey.ts';
import type { Raster } from '../src/main/imaging/raster.ts';
import { resize } from '../src/main/imaging/resize.ts';
import { type Unlike, unlikeReasons, unlikeRowSchema } from '../src/shared/domain/unlike.ts';
import { AppError } from '../src/shared/errors.ts';
import { randomGenerator } from '../src/shared/random.ts';
import { fovea } from './commandLine.ts';
import { markdownTable, median, writeResults } from './results.ts';

const idSchema = z.looseObject({ id: z.string() });
const itemSchema = z.looseObject({ path: z.string(), split: z.string(), subject: z.string() });
const variantCount = 20;

type Picture = Raster<Uint8Array | Uint16Array>;
const variants: Record<string, (scan: Raster<Uint8Array>, name: string) => Picture> = {
  inverted: scan => ({ ...scan, data: scan.data.map(value => 255 - value) }),
  'rotated by 90°': rotated,
  'upside down': scan => ({ ...scan, data: scan.data.toReversed() }),
  noise: (scan, name) => {
    const random = randomGenerator(1, 'noise', name);
    return { ...scan, data: scan.data.map(() => random.integer(256)) };
  },
  'colour picture (soft coloured clouds)': (scan, name) => clouds(scan, name, 3),
  'grey picture (soft grey clouds)': (scan, name) => clouds(scan, name, 1),
  'twice as bright': scan => ({ ...scan, data: scan.data.map(value => Math.min(255, 2 * value)) }),
  'three times as wide': scan => resize(scan, scan.rows, 3 * scan.columns),
};

export async function unlike({ data, workspace: given }: { data: string | undefined; workspace: string | undefined }): Promise<void> {
  if (data === undefined) throw new AppError('usage', 'Expected --data FOLDER (docs/reference/data.md says where to get it).');
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-unlike-'));
  try {
    const home = given ?? scratch;
    const workspace = join(home, 'workspace');
    const trained = await train(home, workspace, data);
    const folder = join(workspace, 'runs', trained);
    const items = readFileSync(join(folder, 'manifest.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => itemSchema.parse(JSON.parse(line)));
    const pathsOf = (split: string): string[] => items.filter(item => item.split === split).map(item => join(home, 'pair', item.path));
    const heldOut = pathsOf('test');
    const groups: [string, string[]][] = [['held-out scans of other patients', heldOut]];
    const chosen = Array.from({ length: variantCount }, (_, i) => heldOut[Math.floor((i * heldOut.length) / variantCount)] as string);
    for (const name of Object.keys(variants))
      groups.push([name, await writeVariants(join(scratch, 'variants', name.replaceAll(/\W/g, '-')), name, chosen)]);
    const phantom = join(scratch, 'phantom');
    await fovea(
      workspace,
      'phantom',
      'oct-bscan',
      '--out',
      phantom,
      '--images',
      String(variantCount),
      '--patients',
      String(variantCount),
      '--seed',
      '1',
    );
    groups.push(['phantoms', [join(phantom, 'images')]]);
    const flagged: { name: string; rows: Unlike[] }[] = [];
    for (const [name, paths] of groups) flagged.push({ name, rows: await flagsOf(workspace, trained, paths) });
    report(flagged);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function train(home: string, workspace: string, data: string): Promise<string> {
  const known = join(home, 'run.json');
  const pair = join(home, 'pair');
  if (existsSync(known)) return idSchema.parse(JSON.parse(readFileSync(known, 'utf8'))).id;
  for (const name of ['CNV', 'NORMAL']) cpSync(join(data, name), join(pair, name), { recursive: true });
  await fovea(workspace, 'import', pair, '--name', 'pair');
  await fovea(workspace, 'split', 'pair', '--name', 'main', '--ratios', '.6,.15,.25', '--seed', '1');
  const { id } = idSchema.parse(await fovea(workspace, 'train', '--dataset', 'pair', '--split', 'main', '--seed', '1', '--name', 'pair'));
  writeFileSync(known, JSON.stringify({ id }));
  return id;
}

async function flagsOf(workspace: string, run: string, paths: readonly string[]): Promise<Unlike[]> {
  const { id } = idSchema.parse(await fovea(workspace, 'predict', run, ...paths));
  const lines = readFileSync(join(workspace, 'runs', id, 'artifacts', 'unlike.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => unlikeRowSchema.parse(JSON.parse(line)).unlike);
}

async function writeVariants(folder: string, name: string, scans: readonly string[]): Promise<string[]> {
  mkdirSync(folder, { recursive: true });
  const make = variants[name] as (typeof variants)[string];
  const paths: string[] = [];
  for (const [i, path] of scans.entries()) {
    const { raster } = await readRaster(path);
    const grey = toGrey(raster as Raster<Uint8Array>);
    const place = join(folder, `${i}.png`);
    writeFileSync(place, await encodePng(make(grey, String(i))));
    paths.push(place);
  }
  return paths;
}

function rotated({ data, rows, columns }: Raster<Uint8Array>): Picture {
  const turned = new Uint8Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + (rows - 1 - row)] = data[row * columns + column] as number;
  }
  return { data: turned, rows: columns, columns: rows, channels: 1 };
}

function clouds({ rows, columns }: Raster<Uint8Array>, name: string, channels: 1 | 3): Picture {
  const random = randomGenerator(1, 'clouds', name);
  const data = Uint8Array.from({ length: 48 * channels }, () => random.integer(256));
  return resize({ data, rows: 6, columns: 8, channels }, rows, columns);
}

function report(groups: readonly { name: string; rows: Unlike[] }[]): void {
  const parts = ['size', 'colour', 'grey', 'features'] as const;
  const count = (rows: readonly Unlike[], holds: (row: Unlike) => boolean): string => {
    const found = rows.filter(holds).length;
    return `${found} (${Math.round((100 * found) / rows.length)} %)`;
  };
  const table = markdownTable(
    ['pictures', 'n', 'flagged', ...parts.map(part => `by ${part}`), 'feature distance ÷ threshold, median'],
    groups.map(({ name, rows }) => [
      name,
      String(rows.length),
      count(rows, row => unlikeReasons(row).length > 0),
      ...parts.map(part => count(rows, row => row[part]?.words != null)),
      median(rows.map(({ features }) => (features === null ? Number.NaN : features.value / features.threshold))).toFixed(2),
    ]),
  );
  writeResults('unlike', 'npm run experiment -- unlike --data FOLDER', table, { groups });
}
