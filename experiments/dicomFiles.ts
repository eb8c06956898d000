// Every DICOM file inside the pydicom package, read by us and by pydicom: a table for docs/reference/formats.md.
// python tests/golden/formats/dicom/pydicomFiles.py FOLDER, then: node experiments/dicomFiles.ts FOLDER
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { openVolumeFile } from '../src/main/dataset/formats/volumes.ts';
import { AppError } from '../src/shared/errors.ts';

const indexSchema = z.object({
  pydicom: z.string(),
  root: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      syntax: z.string().nullish(),
      shape: z.array(z.number()).optional(),
      pixels: z.string().optional(),
      reason: z.string().optional(),
    }),
  ),
});
type Entry = z.infer<typeof indexSchema>['files'][number];

interface Outcome {
  readonly ours: string;
  /** Same pixels, same refusal, or ours reads what pydicom does not; else a difference to look at. */
  readonly agrees: boolean;
}

/** Grey levels by which two decoders of one lossy JPEG may differ: rounding of the cosine transform, of chroma and of colour. */
const lossyLevels = 3;

async function compare(folder: string, root: string, { name, pixels, reason, syntax }: Entry): Promise<Outcome> {
  const expected = pixels === undefined ? null : readFloats(join(folder, pixels));
  try {
    const { file } = await openVolumeFile(join(root, name));
    try {
      const [series] = file.series;
      if (series === undefined) return { ours: 'no series', agrees: false };
      const { shape, sampleType } = series.header;
      const size = `${shape.bscans} × ${shape.rows} × ${shape.columns}${shape.channels === 3 ? ' RGB' : ''} ${sampleType}`;
      let largest = 0;
      for (let i = 0; i < shape.bscans; i++) {
        const { data } = await series.readBscan(i, 'stored');
        if (expected === null) continue;
        for (let k = 0; k < data.length; k++) {
          largest = Math.max(largest, Math.abs((data[k] as number) - (expected[i * data.length + k] ?? Number.POSITIVE_INFINITY)));
        }
      }
      if (expected === null) return { ours: `${size}; pydicom: ${reason}`, agrees: true };
      const count = shape.bscans * shape.rows * shape.columns * shape.channels;
      if (count !== expected.length) return { ours: `${size}; pydicom has ${expected.length} samples`, agrees: false };
      return {
        ours: largest === 0 ? `${size}, equal` : `${size}, differs by ${largest}`,
        agrees: largest <= (/JPEG Baseline|JPEG Extended/.test(syntax ?? '') ? lossyLevels : 0),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof AppError)) return { ours: `failed: ${String(error)}`, agrees: false };
    return { ours: `${error.code}: ${error.message.slice(error.message.indexOf(':') + 2)}`, agrees: expected === null };
  }
}

function readFloats(path: string): Float32Array {
  const bytes = new Uint8Array(readFileSync(path));
  return new Float32Array(bytes.buffer);
}

const [folder = '.'] = process.argv.slice(2);
const { pydicom, root, files } = indexSchema.parse(JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')));
const rows: { name: string; folder: string; rest: string; count: number }[] = [];
let agreeing = 0;
for (const entry of files) {
  const { ours, agrees } = await compare(folder, root, entry);
  if (agrees) agreeing++;
  const rest = `${entry.syntax ?? '—'} | ${agrees ? '' : '**looks wrong** '}${ours.replaceAll('|', '/')}`;
  const last = rows.at(-1);
  const place = entry.name.includes('/') ? dirname(entry.name) : '';
  if (last !== undefined && place !== '' && last.folder === place && last.rest === rest) last.count++;
  else rows.push({ name: entry.name, folder: place, rest, count: 1 });
}
process.stdout.write(`${files.length} files of pydicom ${pydicom}, ${agreeing} as pydicom reads them or refused with a reason.\n\n`);
const lines = rows.map(({ name, rest, count }) => `| ${name}${count > 1 ? ` and ${count - 1} more` : ''} | ${rest} |`);
process.stdout.write(`| file | transfer syntax | Fovea |\n| --- | --- | --- |\n${lines.join('\n')}\n`);
