import { expect, test } from 'vitest';
import { randomGenerator, shuffled } from '../../shared/random.ts';
import { checkLeakage } from './checkLeakage.ts';
import { groupItems, type SplitInput } from './groupItems.ts';
import { foldAssignment, kFold, split } from './split.ts';
import { testManifest, textHash } from './testing/testManifest.ts';

const usual = { ratios: [0.6, 0.15, 0.25], group: 'patient', seed: 7 } as const;
const about = { checkedAt: '2026-01-01T00:00:00.000Z', method: 'test' };

function scan(item: string, subject: string | null, label: string, eye: SplitInput['eye'] = null, sha256 = textHash(item)): SplitInput {
  return { item, subject, eye, sha256, label };
}

/** Number of distinct patients by part and class. */
function patients(items: SplitInput[], assignment: Map<string, string>): Record<string, number> {
  const seen = new Set(items.map(item => `${assignment.get(item.item)} ${item.label} ${item.subject}`));
  const counts: Record<string, number> = {};
  for (const [part, label] of [...seen].map(key => key.split(' '))) counts[`${part} ${label}`] = (counts[`${part} ${label}`] ?? 0) + 1;
  return counts;
}

test('patients with one scan each are shared out exactly as asked, class by class', () => {
  const items = Array.from({ length: 1400 }, (_, i) => scan(`i${i}`, `p${i}`, i < 1000 ? 'NORMAL' : i < 1380 ? 'CNV' : 'DME'));
  const { assignment, findings } = split(items, usual);
  expect(patients(items, assignment)).toEqual({
    ...{ 'train NORMAL': 600, 'val NORMAL': 150, 'test NORMAL': 250 },
    ...{ 'train CNV': 228, 'val CNV': 57, 'test CNV': 95 },
    ...{ 'train DME': 12, 'val DME': 3, 'test DME': 5 },
  });
  expect(findings).toEqual([]);
});

test('over random data sets nothing leaks, every class is in every part, and patients and scans are near the ratios', () => {
  for (let seed = 0; seed < 60; seed++) {
    const items = testManifest(seed, { patients: 15 + seed * 3, classes: ['NORMAL', 'CNV', 'DME', 'DRUSEN'], mixed: (seed % 5) / 10 });
    const { assignment, findings } = split(items, { ...usual, seed });
    const certificate = checkLeakage(items, assignment, about);
    expect(certificate.leaks).toEqual([]);
    expect(certificate.ok).toBe(true);
    expect(findings).toEqual([]);
    expect(certificate.parts.map(part => [part.name, part.classes.length])).toEqual([
      ['train', 4],
      ['val', 4],
      ['test', 4],
    ]);
    if (items.length < 300) continue;
    for (const [i, ratio] of usual.ratios.entries()) {
      expect(Math.abs((certificate.parts[i]?.scans ?? 0) / items.length - ratio)).toBeLessThan(0.03);
    }
  }
});

test('the same seed gives the same parts in whatever order the items come, another seed gives others', () => {
  const items = testManifest(1, { patients: 80, classes: ['a', 'b', 'c'] });
  const { assignment } = split(items, usual);
  for (let order = 0; order < 5; order++) {
    expect([...split(shuffled(items, randomGenerator(order, 'order')), usual).assignment]).toEqual([...assignment]);
  }
  const other = split(items, { ...usual, seed: 8 }).assignment;
  expect(items.filter(item => other.get(item.item) !== assignment.get(item.item)).length).toBeGreaterThan(items.length / 10);
});

test('the patient with the most scans is tested about as often as any other', () => {
  const random = randomGenerator(1, 'scans per patient');
  const scansOf = Array.from({ length: 100 }, (_, i) => (i === 0 ? 15 : 1 + Math.floor(-3 * Math.log(1 - random.uniform()))));
  const items = scansOf.flatMap((scans, patient) => Array.from({ length: scans }, (_, i) => scan(`${patient}-${i}`, `p${patient}`, 'a')));
  const places = Array.from({ length: 200 }, (_, seed) => split(items, { ...usual, seed }).assignment.get('0-0'));
  const inTest = places.filter(place => place === 'test').length;
  expect(inTest).toBeGreaterThan(25);
  expect(inTest).toBeLessThan(75);
});

test('a file copied from one patient to another ties both patients to one part', () => {
  const items = Array.from({ length: 40 }, (_, i) =>
    scan(`i${i}`, `p${Math.floor(i / 2)}`, 'a', null, textHash(i % 2 === 0 ? `own ${i}` : `twin ${i >> 2}`)),
  );
  for (let seed = 0; seed < 20; seed++) {
    const { assignment } = split(items, { ...usual, seed });
    for (let i = 0; i < 40; i++) expect(assignment.get(`i${i}`)).toBe(assignment.get(`i${i - (i % 4)}`));
  }
});

test('by eye, the eyes of one patient may part, but not those of a patient with a scan of unknown eye', () => {
  const eyes = Array.from({ length: 40 }, (_, i) => scan(`i${i}`, `p${i >> 1}`, 'a', i % 2 === 0 ? 'OD' : 'OS'));
  expect(groupItems(eyes, 'eye')).toHaveLength(40);
  expect(groupItems([...eyes, scan('x', 'p3', 'a')], 'eye')).toHaveLength(39);
  expect(groupItems(eyes, 'patient')).toHaveLength(20);
  expect(groupItems(eyes, 'none')).toHaveLength(40);
  const { assignment } = split(eyes, { ...usual, group: 'eye' });
  const certificate = checkLeakage(eyes, assignment, about);
  expect(certificate.ok).toBe(false);
  expect(new Set(certificate.leaks.map(leak => leak.kind))).toEqual(new Set(['patient']));
});

test('by file, copies of a file still stay together', () => {
  const items = Array.from({ length: 60 }, (_, i) => scan(`i${i}`, null, 'a', null, textHash(String(i % 20))));
  const { assignment } = split(items, { ...usual, group: 'none' });
  expect(checkLeakage(items, assignment, about).leaks).toEqual([]);
});

test('a class of one patient and a class of two patients are each reported', () => {
  const items = [
    ...Array.from({ length: 30 }, (_, i) => scan(`n${i}`, `n${i}`, 'NORMAL')),
    ...Array.from({ length: 5 }, (_, i) => scan(`d${i}`, 'd', 'DME')),
    ...Array.from({ length: 4 }, (_, i) => scan(`c${i}`, `c${i % 2}`, 'CNV')),
  ];
  const { findings, assignment } = split(items, usual);
  expect(findings.map(finding => [finding.name, finding.examples])).toEqual([
    ['onePatientClass', ['DME']],
    ['classMissingFromPart', ['CNV']],
  ]);
  expect(assignment.get('d0')).toBe('train');
});

test('a part with ratio 0 stays empty', () => {
  const items = testManifest(3, { patients: 30, classes: ['a', 'b'] });
  const { assignment, findings } = split(items, { ...usual, ratios: [0.8, 0.2, 0] });
  expect(new Set(assignment.values())).toEqual(new Set(['train', 'val']));
  expect(findings).toEqual([]);
});

test('wrong ratios, missing patients and repeated items are refused', () => {
  const items = [scan('a', 'p', 'x'), scan('b', null, 'x')];
  expect(() => split(items, { ...usual, ratios: [0.6, 0.2, 0.25] })).toThrow('add up to 1');
  expect(() => split(items, { ...usual, ratios: [1.2, -0.2, 0] })).toThrow('add up to 1');
  expect(() => split(items, { ...usual, ratios: [Number.NaN, 0, 1] })).toThrow('add up to 1');
  expect(() => split(items, usual)).toThrow('received 1 of 2 without');
  expect(() => split([scan('a', 'p', 'x'), scan('a', 'q', 'x')], usual)).toThrow("received 'a' at least twice");
  expect(() => kFold(items, { folds: 2, group: 'none', seed: 0 })).toThrow('at least 3 folds');
});

test('in cross-validation every item is tested once, every class is in every fold, and no round leaks', () => {
  for (let seed = 0; seed < 10; seed++) {
    const items = testManifest(seed, { patients: 60, classes: ['a', 'b', 'c'] });
    const { foldOf, findings } = kFold(items, { folds: 5, group: 'patient', seed });
    const tested: string[] = [];
    for (let fold = 0; fold < 5; fold++) {
      const assignment = foldAssignment(foldOf, fold, 5);
      const certificate = checkLeakage(items, assignment, about);
      expect(certificate.ok).toBe(true);
      const rare = findings.flatMap(finding => finding.examples);
      for (const part of certificate.parts) {
        expect(part.classes.map(({ name }) => name).concat(rare)).toEqual(expect.arrayContaining(['a', 'b', 'c']));
      }
      tested.push(...[...assignment].filter(([, part]) => part === 'test').map(([item]) => item));
    }
    expect(tested.sort()).toEqual(items.map(item => item.item).sort());
  }
});
