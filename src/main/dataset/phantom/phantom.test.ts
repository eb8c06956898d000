import { expect, test } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { generatePhantom, type PhantomOptions, type PhantomScan, patientIdentifier, phantomScans, renderPhantomScan } from './phantom.ts';
import { lesionLabels, phantomClasses } from './phantomParameters.ts';

const options: PhantomOptions = { kind: 'oct-bscan', images: 12, patients: 4, seed: 11 };

async function generate(changes: Partial<PhantomOptions> = {}): Promise<PhantomScan[]> {
  const scans: PhantomScan[] = [];
  for await (const scan of generatePhantom({ ...options, ...changes })) scans.push(scan);
  return scans;
}

function labelsOf({ mask }: PhantomScan): number[] {
  return [...new Set(mask.data)].filter(label => label > 0).sort();
}

test('a scan is the same to the byte however many others there are', async () => {
  const few = await generate({ images: 4, patients: 4 });
  const many = await generate();
  for (const scan of few) {
    const twin = many.find(other => other.stem === scan.stem) as PhantomScan;
    expect(twin.image).toEqual(scan.image);
    expect(twin.mask).toEqual(scan.mask);
  }
});

test('another seed gives other scans, and another scan of the patient is another picture', async () => {
  const [first, second] = await generate({ images: 8, patients: 4 });
  const [other] = await generate({ images: 4, patients: 4, seed: 12 });
  expect(first?.image.data).not.toEqual(other?.image.data);
  expect(first?.image.data).not.toEqual(second?.image.data);
});

test('exactly the scans of diseased classes have lesions, each class of its own kinds', async () => {
  const { irf, srf, subRpe, cnvMembrane } = lesionLabels;
  for (const scan of await generate({ images: 24, patients: 24, seed: 21 })) {
    const labels = labelsOf(scan);
    if (scan.class === 'NORMAL') expect(labels).toEqual([]);
    if (scan.class === 'DRUSEN') expect(labels).toEqual([subRpe]);
    if (scan.class === 'DME') expect([[irf], [irf, srf]]).toContainEqual(labels);
    if (scan.class === 'CNV') {
      expect(labels).toContain(cnvMembrane);
      expect(labels.includes(irf) || labels.includes(srf)).toBe(true);
    }
    expect(scan.mask.rows * scan.mask.columns).toBe(scan.image.data.length);
  }
});

test('at signal 0 the classes are names only, and lesions grow with the signal', () => {
  const area = (scan: PhantomScan): number => scan.mask.data.reduce((sum, label) => sum + Math.min(1, label), 0);
  for (const order of phantomScans({ ...options, images: 4, patients: 4 })) {
    const [none, weak, full] = [0, 0.5, 1].map(signal => renderPhantomScan({ ...order, signal })) as [
      PhantomScan,
      PhantomScan,
      PhantomScan,
    ];
    expect(none.image).toEqual(renderPhantomScan({ ...order, diagnosis: 'NORMAL' }).image);
    expect(area(none)).toBe(0);
    if (order.diagnosis === 'NORMAL') continue;
    expect(area(weak)).toBeGreaterThan(0);
    expect(area(full)).toBeGreaterThan(area(weak));
  }
});

test('names are Kermany-style, classes even, and every patient has one class and both eyes', () => {
  const orders = phantomScans({ ...options, images: 2000, patients: 400 });
  expect(orders).toHaveLength(2000);
  for (const name of phantomClasses) expect(orders.filter(order => order.diagnosis === name)).toHaveLength(500);
  for (let patient = 0; patient < 400; patient++) {
    const own = orders.filter(order => order.patient === patient);
    expect(new Set(own.map(order => order.diagnosis)).size).toBe(1);
    expect(new Set(own.map(order => order.eye)).size).toBe(2);
  }
  const order = orders.find(({ index }) => index === 2) as (typeof orders)[number];
  expect(renderPhantomScan(order).stem).toMatch(new RegExp(`^${order.diagnosis}-\\d{7}-3$`));
});

test('patients have different identifiers of seven digits', () => {
  const identifiers = Array.from({ length: 20_000 }, (_, patient) => patientIdentifier(patient));
  expect(new Set(identifiers).size).toBe(20_000);
  for (const identifier of identifiers) expect(identifier).toMatch(/^\d{7}$/);
});

test('numbers out of range and unknown kinds are refused with what to do', () => {
  expect(() => phantomScans({ ...options, patients: 25 })).toThrow(/patients to be a whole number from 1 to 12, received 25/);
  expect(() => phantomScans({ ...options, seed: -1 })).toThrow(AppError);
  expect(() => phantomScans({ ...options, signal: Number.NaN })).toThrow(/signal from 0 to 2/);
  expect(() => phantomScans({ ...options, kind: 'mri' as 'oct-bscan' })).toThrow(/of oct-bscan; received mri/);
});

test('an abort ends the generation', async () => {
  const controller = new AbortController();
  const scans = generatePhantom({ ...options, abort: controller.signal });
  await scans.next();
  controller.abort();
  await expect(scans.next()).rejects.toMatchObject({ code: 'interrupted' });
});
