// Our Zeiss phantoms against what two readers make of the same files (tests/golden/formats/zeiss).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { zeissFiles } from '../../../../../tests/golden/formats/zeiss/writeFiles.ts';
import { encodeNumbers } from '../samples.ts';
import { openOneSeries } from '../testing/openInMemory.ts';
import { zeissImg } from './index.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/zeiss/img.json'), 'utf8'));
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');

it.each(zeissFiles())('$name is read as two other readers read it', async ({ name, bytes }) => {
  const theirs = golden[name];
  expect(sha256(bytes)).toBe(theirs.sha256);
  const series = await openOneSeries(zeissImg, bytes, { name });
  const { bscans } = series.header.shape;
  const ours: string[] = [];
  for (let i = 0; i < bscans; i++) ours.push(sha256(encodeNumbers((await series.readBscan(i, 'stored')).data)));
  expect(ours).toEqual(theirs.octPreprocessCirrus);
  expect(ours).toEqual(theirs.octConverterTurned);
  expect(series.header.laterality).toBe(theirs.laterality === 'R' ? 'OD' : 'OS');
  expect(series.header.acquiredAt).toBe(theirs.acquired.replace(' ', 'T'));
});
