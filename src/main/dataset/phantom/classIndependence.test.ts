// Nothing but the lesions may tell the classes apart: not size, frame, brightness, noise or place.
import { expect, test } from 'vitest';
import { drawEyeAnatomy } from './eyeAnatomy.ts';
import { drawFrame, type Frame } from './frame.ts';
import { type PhantomScan, phantomScans, renderPhantomScan } from './phantom.ts';
import { type PhantomClass, phantomClasses } from './phantomParameters.ts';
import { drawScanGeometry } from './scanGeometry.ts';

test('with one key, all four classes have the same size, frame and vitreous to the byte', () => {
  for (const order of phantomScans({ kind: 'oct-bscan', images: 4, patients: 4, seed: 31 })) {
    const scans = phantomClasses.map(diagnosis => renderPhantomScan({ ...order, diagnosis }));
    const [first, ...others] = scans as [PhantomScan, ...PhantomScan[]];
    const { rows, columns } = first.image;
    const surface = Math.min(...scans.flatMap(scan => [...(scan.boundaries[0] as Float32Array)]));
    const vitreous = columns * Math.max(0, Math.floor(surface) - 6);
    for (const { image } of others) {
      expect([image.rows, image.columns]).toEqual([rows, columns]);
      expect(image.data.subarray(0, vitreous)).toEqual(first.image.data.subarray(0, vitreous));
    }
  }
});

test('fill, picture width and place of the retina have one mean in all classes', () => {
  const facts = phantomScans({ kind: 'oct-bscan', images: 400, patients: 400, seed: 41 }).map(order => {
    const geometry = drawScanGeometry(order, drawEyeAnatomy(order.seed, order.patient, order.eye));
    const frame = drawFrame(order, geometry.columns, geometry.rows);
    return { class: order.diagnosis, values: [fillShare(frame), Math.log2(geometry.columns), geometry.bruchRow[256] as number] };
  });
  // F of one-way analysis of variance; 4.8 is the 99.7th percentile of F(3, 396).
  for (const k of [0, 1, 2]) expect(fRatio(facts.map(fact => ({ class: fact.class, value: fact.values[k] as number })))).toBeLessThan(4.8);
  // As in the Kermany set, where 319 of 430 scans have more than 0.5 % of white border.
  const filled = facts.filter(fact => (fact.values[0] as number) > 0.005).length / facts.length;
  expect(filled).toBeGreaterThan(0.65);
  expect(filled).toBeLessThan(0.85);
});

test('the grey of the vitreous has one mean in all classes', () => {
  const scans = phantomScans({ kind: 'oct-bscan', images: 48, patients: 48, seed: 42 }).map(renderPhantomScan);
  const facts = scans.map(scan => ({ class: scan.class, value: vitreousGrey(scan.image, scan.boundaries[0] as Float32Array) }));
  // 5.4 is the 99.7th percentile of F(3, 44).
  expect(fRatio(facts)).toBeLessThan(5.4);
});

function fillShare({ columns, rows, first, last }: Frame): number {
  const seen = first.reduce((sum, from, x) => sum + Math.max(0, (last[x] as number) - from), 0);
  return 1 - seen / (columns * rows);
}

function vitreousGrey({ data, columns }: PhantomScan['image'], surface: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let x = 0; x < columns; x += 3) {
    for (let z = Math.max(0, Math.floor(surface[x] as number) - 60); z < (surface[x] as number) - 20; z++) {
      const grey = data[z * columns + x] as number;
      if (grey === 255) continue;
      sum += grey;
      count++;
    }
  }
  return sum / count;
}

function fRatio(facts: { class: PhantomClass; value: number }[]): number {
  const groups = phantomClasses.map(name => facts.filter(fact => fact.class === name).map(fact => fact.value));
  const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const all = groups.flat();
  const grand = mean(all);
  const between = groups.reduce((sum, group) => sum + group.length * (mean(group) - grand) ** 2, 0) / (groups.length - 1);
  const within = groups.reduce((sum, group) => sum + group.reduce((s, value) => s + (value - mean(group)) ** 2, 0), 0);
  return between / (within / (all.length - groups.length));
}
