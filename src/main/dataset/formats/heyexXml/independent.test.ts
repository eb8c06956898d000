// Our HEYEX XML phantom against what eyepy reads from the same files (tests/golden/formats/heidelberg).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { asymmetricPhantom } from '../testing/asymmetricPhantom.ts';
import { openOneSeries } from '../testing/openInMemory.ts';
import { heyexXmlName, writeHeyexXml } from '../writers/writeHeyexXml.ts';
import { heyexXml } from './index.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/heidelberg/heyexXml.json'), 'utf8'));
const sha256 = (data: Uint8Array | Uint16Array) => createHash('sha256').update(data).digest('hex');

it('an XML export is read as eyepy reads it', async () => {
  const beside = await writeHeyexXml(asymmetricPhantom('OS'));
  const series = await openOneSeries(heyexXml, beside[heyexXmlName] as Uint8Array, { beside });
  const { header, patient } = series;
  expect([header.shape.bscans, header.shape.rows, header.shape.columns]).toEqual(golden.shape);
  expect(header.spacingUm.column?.value).toBeCloseTo(1000 * golden.scaleMm.column, 9);
  expect(header.spacingUm.row?.value).toBeCloseTo(1000 * golden.scaleMm.row, 9);
  expect([header.laterality, patient.identifier, patient.birthDate]).toEqual([golden.eye, golden.patientId, golden.birthDate]);
  expect(header.acquiredAt?.slice(0, 10)).toBe(golden.visitDate);
  const localizer = await series.readLocalizer();
  expect(localizer && sha256(localizer.data)).toBe(golden.localizer.sha256);
  const half = { x: (golden.localizer.columns * golden.localizer.scaleMm) / 2, y: (golden.localizer.rows * golden.localizer.scaleMm) / 2 };
  for (const [index, { startMm, endMm, quality, sha256: expected }] of golden.bscans.entries()) {
    expect(sha256((await series.readBscan(index, 'display')).data)).toBe(expected);
    const bscan = header.bscans[index];
    expect(bscan?.quality).toBe(quality);
    if (bscan?.path?.kind !== 'line') throw new Error('expected a line');
    expect(bscan.path.start.xUm).toBeCloseTo(1000 * (startMm[0] - half.x), 6);
    expect(bscan.path.start.yUm).toBeCloseTo(1000 * (startMm[1] - half.y), 6);
    expect(bscan.path.end.xUm).toBeCloseTo(1000 * (endMm[0] - half.x), 6);
  }
});
