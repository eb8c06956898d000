// Volumes as a window receives them, voxel-identical and unflipped: the very bytes that nibabel and SimpleITK read (tests/golden), and
// what NiiVue makes of them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NVImage } from '@niivue/niivue';
import { expect, test } from 'vitest';
import { writtenFiles } from '../../../../tests/golden/formats/scientific/makeFiles.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { writeE2e } from '../../dataset/formats/writers/writeE2e.ts';
import { writeVol } from '../../dataset/formats/writers/writeVol.ts';
import { volumeAffine } from '../../dataset/geometry.ts';
import type { JobContext } from '../context.ts';
import { volumesWorkspace } from '../testing/volumes.ts';
import { volumeBytes } from './volumeBytes.ts';
import { itemVolume } from './volumePlace.ts';

const golden: { written: Record<string, { file: string }> } = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../tests/golden/formats/scientific/scientific.json'), 'utf8'),
);

async function served(context: JobContext, item: string, intensity: 'display' | 'stored'): Promise<Buffer<ArrayBuffer>> {
  const { sizeBytes, read } = await volumeBytes(context, itemVolume(context, item), intensity);
  const pieces: Uint8Array[] = [];
  for await (const piece of read(0, sizeBytes - 1)) pieces.push(piece);
  const bytes = Buffer.concat(pieces);
  expect(bytes.length).toBe(sizeBytes);
  return bytes;
}

test('every phantom that nibabel read as its samples are is served byte for byte', async () => {
  const { context, add } = volumesWorkspace();
  for (const [name, bytes] of await writtenFiles()) {
    if (!name.endsWith('.nii')) continue;
    const [item = ''] = await add(name, bytes);
    const hash = createHash('sha256')
      .update(await served(context, item, 'stored'))
      .digest('hex');
    expect([name, hash]).toEqual([name, golden.written[name]?.file]);
  }
});

test.each(['OD', 'OS'] as const)('%s of a device’s file stands in NiiVue where it stood in the file', async eye => {
  const { context, add } = volumesWorkspace();
  const phantom = asymmetricPhantom(eye);
  const { bscans, rows, columns } = phantom.shape;
  for (const [name, bytes, tolerance] of [
    ['scan.vol', writeVol(phantom), 0],
    ['scan.e2e', writeE2e([phantom]), 2],
  ] as const) {
    const [item = ''] = await add(name, bytes);
    const image = await NVImage.loadFromFile({
      file: new File([await served(context, item, 'display')], 'volume.nii'),
      name: 'volume.nii',
    });
    expect(image.hdr?.dims.slice(1, 4)).toEqual([columns, rows, bscans]);
    expect(Array.from(image.permRAS ?? [])).toEqual([1, -2, 3]);
    const shown = image.img as Uint8Array;
    const worst = phantom.grey.reduce((most, grey, i) => Math.max(most, Math.abs(grey - (shown[i] as number))), 0);
    expect([name, shown.length, worst <= tolerance]).toEqual([name, phantom.grey.length, true]);
    const { spacingUm } = (await context.volumes.ask('describe', itemVolume(context, item).place, {})).header;
    for (const [i, value] of volumeAffine(phantom.shape, spacingUm).flat().entries())
      expect(image.hdr?.affine.flat()[i]).toBeCloseTo(value, 5);
    // NiiVue counts rows upwards: its last is the first of the file.
    for (const [column, row, bscan] of [
      [0, 0, 0],
      [columns - 1, 0, 0],
      [0, rows - 1, 0],
      [columns - 1, rows - 1, bscans - 1],
      [3, 17, 2],
    ] as const) {
      expect(image.getValue(column, rows - 1 - row, bscan)).toBe(shown[(bscan * rows + row) * columns + column]);
    }
    // The bright corner of the first B-scan, upper left, and nowhere else.
    expect(
      [image.getValue(0, rows - 1, 0), image.getValue(columns - 1, rows - 1, 0), image.getValue(0, 0, 0)].map(value => value === 255),
    ).toEqual([true, false, false]);
  }
});
