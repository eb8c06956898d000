import { expect, test } from 'vitest';
import { splitCertificateSchema } from '../../shared/domain/dataset.ts';
import { certificateText } from './certificateText.ts';
import { checkLeakage } from './checkLeakage.ts';
import type { SplitInput } from './groupItems.ts';
import { split } from './split.ts';
import { testManifest, textHash } from './testing/testManifest.ts';

const about = { checkedAt: '2026-01-01T00:00:00.000Z', method: 'by hand' };

function scan(item: string, subject: string | null, eye: SplitInput['eye'], content = item): SplitInput {
  return { item, subject, eye, sha256: textHash(content), label: 'a' };
}

test('counts patients, known eyes and scans in each part and class', () => {
  const items = [
    scan('1', 'p', 'OD'),
    scan('2', 'p', 'OS'),
    scan('3', 'p', null),
    { ...scan('4', 'q', 'OD'), label: 'b' },
    scan('5', 'r', null),
  ];
  const assignment = new Map([
    ['1', 'train'],
    ['2', 'train'],
    ['3', 'train'],
    ['4', 'train'],
    ['5', 'test'],
  ]);
  const certificate = checkLeakage(items, assignment, about);
  expect(splitCertificateSchema.parse(certificate)).toEqual({
    version: 1,
    ...about,
    parts: [
      {
        ...{ name: 'train', patients: 2, eyes: 3, scans: 4 },
        classes: [
          { name: 'a', patients: 1, eyes: 2, scans: 3 },
          { name: 'b', patients: 1, eyes: 1, scans: 1 },
        ],
      },
      { name: 'test', patients: 1, eyes: 0, scans: 1, classes: [{ name: 'a', patients: 1, eyes: 0, scans: 1 }] },
    ],
    leaks: [],
    withoutPatient: 0,
    ok: true,
  });
});

test('each detector finds its own kind of leak and names key, parts and items', () => {
  const inTwoParts = new Map([
    ['1', 'train'],
    ['2', 'test'],
  ]);
  const leaksOf = (items: SplitInput[]): unknown => checkLeakage(items, inTwoParts, about).leaks;
  const where = { parts: ['test', 'train'], items: ['1', '2'] };
  expect(leaksOf([scan('1', 'p', null), scan('2', 'p', null)])).toEqual([{ kind: 'patient', key: 'p', ...where }]);
  expect(leaksOf([scan('1', 'p', 'OD'), scan('2', 'p', 'OS')])).toEqual([{ kind: 'patient', key: 'p', ...where }]);
  expect(leaksOf([scan('1', 'p', 'OD'), scan('2', 'p', 'OD')])).toEqual([
    { kind: 'patient', key: 'p', ...where },
    { kind: 'eye', key: 'p OD', ...where },
  ]);
  expect(leaksOf([scan('1', 'p', null, 'same'), scan('2', 'q', null, 'same')])).toEqual([
    { kind: 'content', key: textHash('same'), ...where },
  ]);
});

test('a leak planted anywhere in a random split is caught by the detector for it, and no other one is reported', () => {
  for (let seed = 0; seed < 40; seed++) {
    const items = testManifest(seed, { patients: 40, classes: ['a', 'b'] });
    const { assignment } = split(items, { ratios: [0.6, 0.15, 0.25], group: 'patient', seed });
    const victim = items[(seed * 37) % items.length] as SplitInput;
    const elsewhere = assignment.get(victim.item) === 'test' ? 'train' : 'test';
    const plants: [string, SplitInput, string][] = [
      ['patient', { ...victim, item: 'planted', eye: null, sha256: textHash('new') }, String(victim.subject)],
      ['eye', { ...victim, item: 'planted', eye: 'OD', sha256: textHash('new') }, `${victim.subject} OD`],
      ['content', { ...victim, item: 'planted', subject: 'stranger' }, victim.sha256],
    ];
    for (const [kind, planted, key] of plants) {
      const other = { ...planted, item: 'twin', sha256: textHash('other') };
      const placed = new Map([...assignment, ['planted', elsewhere], ['twin', assignment.get(victim.item) as string]]);
      const certificate = checkLeakage(
        [...items, planted, ...(kind === 'content' ? [{ ...other, subject: 'other' }] : [other])],
        placed,
        about,
      );
      expect(certificate.ok).toBe(false);
      expect(certificate.leaks.filter(leak => leak.kind === kind).map(leak => leak.key)).toEqual([key]);
      expect(certificate.leaks.some(leak => leak.items.includes('planted') && leak.kind === kind)).toBe(true);
      expect(new Set(certificate.leaks.map(leak => leak.kind))).toEqual(new Set(kind === 'eye' ? ['patient', 'eye'] : [kind]));
    }
  }
});

test('a leak into the data that a transferred model was trained on is caught', () => {
  const items = [scan('1', 'p', null), scan('2', 'p', null), scan('3', 'q', null)];
  const certificate = checkLeakage(
    items,
    new Map([
      ['1', 'pretrain'],
      ['2', 'test'],
      ['3', 'train'],
    ]),
    about,
  );
  expect(certificate.parts.map(part => part.name)).toEqual(['pretrain', 'train', 'test']);
  expect(certificate.leaks).toMatchObject([{ kind: 'patient', parts: ['pretrain', 'test'] }]);
});

test('scans of unknown patients are not certified, and items that nobody gave are refused', () => {
  const certificate = checkLeakage([scan('1', null, null)], new Map([['1', 'train']]), about);
  expect(certificate).toMatchObject({ ok: false, leaks: [], withoutPatient: 1 });
  expect(certificateText(certificate)).toContain('NOT CERTIFIED: scans whose patient is unknown: 1.');
  expect(() => checkLeakage([], new Map([['ghost', 'train']]), about)).toThrow("unknown item 'ghost'");
});

test('as text: counts in columns, then the verdict', () => {
  const items = [scan('1', 'p', 'OD'), scan('2', 'p', 'OD'), scan('3', 'q', 'OS')];
  const clean = certificateText(
    checkLeakage(
      items,
      new Map([
        ['1', 'train'],
        ['2', 'train'],
        ['3', 'test'],
      ]),
      about,
    ),
  );
  expect(clean).toBe(
    [
      'by hand; checked 2026-01-01T00:00:00.000Z',
      '',
      'part   class  patients  eyes  scans',
      'train  a             1     1      2',
      'train  all           1     1      2',
      'test   a             1     1      1',
      'test   all           1     1      1',
      '',
      'No leak: no patient, no eye and no file content is in two parts.',
      '',
    ].join('\n'),
  );
  const leaky = certificateText(
    checkLeakage(
      items,
      new Map([
        ['1', 'train'],
        ['2', 'test'],
        ['3', 'test'],
      ]),
      about,
    ),
  );
  expect(leaky).toContain(
    'LEAKS: 2.\n  the same patient in test and train: p (scans: 2)\n  the same eye in test and train: p OD (scans: 2)\n',
  );
});
