// Our Topcon phantoms against what OCT-Converter reads from the same files (tests/golden/formats/topcon).
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { topconFiles } from '../../../../../tests/golden/formats/topcon/writeFiles.ts';
import { encodeNumbers } from '../samples.ts';
import { openOneSeries } from '../testing/openInMemory.ts';
import { topconFda } from './index.ts';

const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/topcon/topcon.json'), 'utf8'));
const files = await topconFiles();
const sha256 = (data: Uint8Array) => createHash('sha256').update(data).digest('hex');
/** What it calls the boundaries. */
const contourNames: Readonly<Record<string, string>> = { ILM: 'ILM', RPE: 'IZ_RPE', BM: 'BM' };
/** Where we wrote that there is no line. */
const noLine = 65_535;

it.each(['phantom.fda', 'phantom.fds'] as const)('%s is read as OCT-Converter reads it', async name => {
  const theirs = golden[name];
  expect(sha256(files[name])).toBe(theirs.sha256);
  const series = await openOneSeries(topconFda, files[name]);
  const { header, patient } = series;
  const { bscans, rows, columns } = header.shape;
  expect([bscans, rows, columns]).toEqual(theirs.shape);
  for (let i = 0; i < bscans; i++) expect(sha256(encodeNumbers((await series.readBscan(i, 'stored')).data))).toBe(theirs.bscans[i]);
  const { column, bscan, row } = header.spacingUm;
  const spacingMm = [column, bscan, row].map(length => (length?.value ?? Number.NaN) / 1000);
  for (const [i, length] of spacingMm.entries()) expect(length).toBeCloseTo(theirs.spacingMm[i], 12);
  expect(header.laterality).toBe(theirs.laterality === 'R' ? 'OD' : 'OS');
  expect(header.acquiredAt).toBe(theirs.acquired.replace(' ', 'T'));
  expect([patient.identifier, patient.name, patient.sex, patient.birthDate]).toEqual([
    theirs.patient[0],
    `${theirs.patient[1]}, ${theirs.patient[2]}`,
    theirs.patient[3],
    theirs.patient[4],
  ]);
  expect(header.device.model).toBe(theirs.model);
  const localizer = await series.readLocalizer();
  expect([localizer?.rows, localizer?.columns, localizer?.channels]).toEqual(theirs.fundus.shape);
  expect(localizer && sha256(localizer.data as Uint8Array)).toBe(theirs.fundus.sha256);
  if (name === 'phantom.fds') return;
  for (const [index, surface] of header.surfaces.entries()) {
    const wanted = theirs.contours[contourNames[surface.name] as string].flat() as number[];
    const heights = await series.readSurface(index);
    expect([...heights].map(height => (Number.isNaN(height) ? rows - noLine : height))).toEqual(wanted);
  }
});

it('the scan lies in the rectangle that OCT-Converter finds', async () => {
  const [minX, minY, maxX, maxY] = golden['phantom.fda'].boxes[0] as [number, number, number, number];
  const { header } = await openOneSeries(topconFda, files['phantom.fda']);
  const { localizer, bscans, shape } = header;
  const toPixels = (um: number, axis: 'row' | 'column') =>
    um / (localizer?.spacingUm[axis]?.value ?? Number.NaN) + (localizer?.[axis === 'row' ? 'rows' : 'columns'] ?? 0) / 2;
  const first = bscans[0]?.path;
  const last = bscans.at(-1)?.path;
  if (first?.kind !== 'line' || last?.kind !== 'line') throw new Error('expected lines');
  expect(toPixels(first.start.xUm, 'column')).toBeCloseTo(minX + (maxX - minX) / shape.columns / 2, 6);
  expect(toPixels(first.start.yUm, 'row')).toBeCloseTo(minY + (maxY - minY) / shape.bscans / 2, 6);
  expect(toPixels(last.end.xUm, 'column')).toBeCloseTo(maxX - (maxX - minX) / shape.columns / 2, 6);
  expect(toPixels(last.end.yUm, 'row')).toBeCloseTo(maxY - (maxY - minY) / shape.bscans / 2, 6);
});

it('B-scans lie in the order and, within half a strip, where eyepy places them', async () => {
  const theirs: { start: [number, number]; end: [number, number] }[] = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../../../tests/golden/formats/topcon/placement.json'), 'utf8'),
  );
  const { header } = await openOneSeries(topconFda, files['phantom.fda']);
  const { localizer, bscans, shape } = header;
  const [, minY, , maxY] = golden['phantom.fda'].boxes[0] as [number, number, number, number];
  const halfStrip = (maxY - minY) / shape.bscans / 2;
  expect(theirs).toHaveLength(bscans.length);
  for (const [index, { path }] of bscans.entries()) {
    if (path?.kind !== 'line' || localizer === null) throw new Error('expected lines on a localizer');
    for (const end of ['start', 'end'] as const) {
      const x = path[end].xUm / (localizer.spacingUm.column?.value ?? Number.NaN) + localizer.columns / 2;
      const y = path[end].yUm / (localizer.spacingUm.row?.value ?? Number.NaN) + localizer.rows / 2;
      expect(Math.abs(x - (theirs[index]?.[end][0] ?? Number.NaN))).toBeLessThan(1);
      expect(Math.abs(y - (theirs[index]?.[end][1] ?? Number.NaN))).toBeLessThan(halfStrip + 1e-6);
    }
  }
});
