import { expect, test } from 'vitest';
import { dicom } from '../dicom/index.ts';
import { asymmetricPhantom } from './asymmetricPhantom.ts';
import { openOneSeries } from './openInMemory.ts';
import { writeEncapsulated } from './writeEncapsulated.ts';

const { localizer } = asymmetricPhantom('OS');

test.each([
  ['jpegLs', 0],
  ['jpeg', 12],
] as const)('a picture packed as %s comes back, within %i grey levels', async (coding, tolerance) => {
  const stored = await (await openOneSeries(dicom, await writeEncapsulated(coding, localizer))).readBscan(0, 'stored');
  const data = Array.from(stored.data);
  const mean = data.reduce((sum, value, i) => sum + Math.abs(value - (localizer.data[i] as number)), 0) / data.length;
  expect(data).toHaveLength(localizer.data.length);
  expect(mean).toBeLessThanOrEqual(tolerance);
});
