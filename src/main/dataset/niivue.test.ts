// The phantom moved to NiiVue and back: every sample, spacing and place is the same, columns run to the right and rows downwards.
import { NVImage } from '@niivue/niivue';
import { expect, test } from 'vitest';
import { nifti } from './formats/nifti/index.ts';
import { writeNifti } from './formats/nifti/writeNifti.ts';
import { asymmetricPhantom } from './formats/testing/asymmetricPhantom.ts';
import { allSamples, collect, onlySeries, openInMemory } from './formats/testing/openInMemory.ts';
import { phantomSamples, phantomSeries } from './formats/testing/phantomSeries.ts';
import { volumeAffine } from './geometry.ts';

test.each([
  ['OD', 'uint8'],
  ['OS', 'uint8'],
  ['OD', 'int16'],
  ['OS', 'float32'],
] as const)('%s %s goes through NiiVue voxel-identical and unflipped', async (eye, type) => {
  const phantom = asymmetricPhantom(eye);
  const series = phantomSeries(phantom, type);
  const bytes = await collect(writeNifti(series));
  const image = await NVImage.loadFromFile({ file: new File([bytes], 'phantom.nii'), name: 'phantom.nii' });
  const samples = phantomSamples(phantom, type);
  expect(image.img).toEqual(samples);
  const { bscans, rows, columns } = phantom.shape;
  expect(image.hdr?.dims.slice(1, 4)).toEqual([columns, rows, bscans]);
  const affine = volumeAffine(phantom.shape, series.header.spacingUm).flat();
  for (const [i, value] of affine.entries()) expect(image.hdr?.affine.flat()[i]).toBeCloseTo(value, 5);
  // In NiiVue's own order, right, up, out of the screen, only y is turned: the first row stands at the top.
  expect(Array.from(image.permRAS ?? [])).toEqual([1, -2, 3]);
  for (const [column, row, bscan] of [
    [0, 0, 0],
    [columns - 1, rows - 1, bscans - 1],
    [3, 17, 2],
  ] as const) {
    expect(image.getValue(column, rows - 1 - row, bscan)).toBeCloseTo(samples[(bscan * rows + row) * columns + column] ?? Number.NaN, 4);
  }
  const back = onlySeries(await openInMemory(nifti, image.toUint8Array()));
  expect(await allSamples(back)).toEqual(samples);
  for (const axis of ['column', 'row', 'bscan'] as const) {
    expect(back.header.spacingUm[axis]?.value).toBeCloseTo(series.header.spacingUm[axis]?.value ?? 0, 3);
  }
});
