import { expect, test } from 'vitest';
import type { ImageFacts } from '../../../../shared/domain/dataset.ts';
import type { ManifestItem, SplitName } from '../../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../../shared/domain/runConfig.ts';
import { classificationRecipe } from '../../../engine/training/recipes/classification.ts';
import { checkManifest } from '../../leakageGate.ts';
import { missingClasses, type TrainDraft } from '../draftTraining.ts';
import { preflight } from './index.ts';

interface Scan {
  patient: string;
  label: string;
  split: SplitName;
  sha256?: string;
  facts?: Partial<ImageFacts>;
}

const plain: ImageFacts = {
  ...{ widthPx: 512, heightPx: 496, channels: 1, bitDepth: 8, frames: 1, sizeBytes: 1, density: 1 },
  ...{ fillShare: 0.1, greyMean: 0.2, greySd: 0.1 },
};

function draftOf(scans: Scan[], change: Partial<RunConfig> = {}, more: Partial<TrainDraft> = {}): TrainDraft {
  const manifest = scans.map(({ patient, label, split, sha256 }, i): ManifestItem => {
    const place = { root: '/r', path: `${label}/${i}.png`, sha256: sha256 ?? String(i).padStart(64, '0') };
    return { item: `i${i}`, subject: patient, eye: 'OD', ...place, label, split, source: 'import' };
  });
  const classes = [...new Set(scans.map(({ label }) => label))].sort();
  const config = { ...classificationRecipe({ dataset: 'd', split: 's', classes, seed: 0 }), ...change };
  return {
    ...{ dataset: { id: 'D' }, split: { id: 'S', name: 's' }, parent: null, base: config, config, manifest, startWeights: null },
    ...{ facts: new Map(scans.map(({ facts }, i) => [`i${i}`, { ...plain, ...facts }])), unlabelled: 0, otherClasses: 0, volumes: 0 },
    ...{ certificate: checkManifest(manifest, 's'), missing: missingClasses(manifest, classes), ...more },
  } as TrainDraft;
}

/** So many patients of a class in each part, one scan each. */
function patients(label: string, counts: Record<SplitName, number>, more: Partial<Scan> = {}): Scan[] {
  return (Object.entries(counts) as [SplitName, number][]).flatMap(([split, count]) =>
    Array.from({ length: count }, (_, i) => ({ patient: `${label}-${split}-${i}`, label, split, ...more })),
  );
}

const enough = { train: 20, val: 12, test: 12 };
const sound = [...patients('CNV', enough), ...patients('NORMAL', enough)];
const names = (draft: TrainDraft) => preflight(draft).map(({ name, severity }) => `${severity} ${name}`);

test('nothing is said of a sound training', () => expect(preflight(draftOf(sound))).toEqual([]));

test('a patient in two parts blocks the training, is said once and can be seen', () => {
  const draft = draftOf([...sound, { patient: 'CNV-train-0', label: 'CNV', split: 'test' }]);
  const [finding, ...others] = preflight(draft);
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    name: 'leak-patient',
    severity: 'error',
    count: 1,
    title: '1 patient in both training and test (2 scans)',
  });
  expect(finding?.links).toEqual([{ label: 'Patient 1', filter: { dataset: 'D', split: 'S', subject: 'CNV-train-0' } }]);
});

test('the same file under two patients blocks it too, and unknown patients do', () => {
  const twin = '7'.repeat(64);
  const twins: Scan[] = [
    { patient: 'A', label: 'CNV', split: 'train', sha256: twin },
    { patient: 'B', label: 'CNV', split: 'val', sha256: twin },
  ];
  expect(names(draftOf([...sound, ...twins]))).toEqual(['error leak-content']);
  expect(names(draftOf([...sound, { patient: '', label: 'CNV', split: 'train' }]))).toEqual(['error unknownPatient']);
});

test('patients that the start weights have seen may not judge', () => {
  const pretraining = draftOf([{ patient: 'CNV-test-3', label: 'CNV', split: 'train' }]).manifest;
  const { manifest } = draftOf(sound);
  const startWeights = {
    ...{ config: { source: 'run' as const, name: 'old', sha256: '', head: 'keep' as const }, file: '', pretraining },
    ...{ classes: ['CNV', 'NORMAL'], isOriginUnknown: false },
  };
  const finding = preflight(draftOf(sound, {}, { startWeights, certificate: checkManifest(manifest, 's', pretraining) }))[0];
  expect(finding).toMatchObject({ name: 'leak-pretrain', severity: 'error', count: 1 });
  expect(finding?.advice).toContain('‘old’');
  const file = { ...startWeights, config: { ...startWeights.config, head: 'new' as const }, classes: null, isOriginUnknown: true };
  expect(names(draftOf(sound, {}, { startWeights: file }))).toEqual(['note newHead', 'note unknownOrigin']);
});

test('a class that a part lacks blocks; one patient warns; few validation patients are a note', () => {
  expect(names(draftOf([...sound, ...patients('DME', { train: 5, val: 0, test: 0 })]))).toContain('error missingClass');
  expect(names(draftOf([...sound, ...patients('DME', { train: 20, val: 1, test: 1 })]))).toEqual(['warning onePatientClass']);
  expect(names(draftOf([...sound, ...patients('DME', { train: 20, val: 5, test: 5 })]))).toEqual(['note fewPatients']);
});

test('no validation part warns, no test part is a note', () => {
  const trainOnly = [...patients('A', { train: 20, val: 0, test: 0 }), ...patients('B', { train: 20, val: 0, test: 0 })];
  expect(names(draftOf(trainOnly))).toEqual(['warning noValidation', 'note noTest']);
});

test('imbalance is a note while classes are weighted and a warning when not, or when it is extreme', () => {
  const unequal = [...sound, ...patients('NORMAL', { train: 60, val: 0, test: 0 }).map((scan, i) => ({ ...scan, patient: `N${i}` }))];
  expect(preflight(draftOf(unequal))[0]).toMatchObject({ severity: 'note', title: '4 × as many scans of NORMAL as of CNV' });
  const loss = { name: 'crossEntropy', params: { classWeights: 'none' } };
  expect(names(draftOf(unequal, { loss }))).toEqual(['warning imbalance']);
});

test('border fill and sizes that tell classes apart, the same file in two classes', () => {
  const white = [...patients('CNV', enough), ...patients('NORMAL', enough, { facts: { fillShare: 0.3 } })];
  expect(names(draftOf(white))).toEqual(['note borderFill']);
  expect(names(draftOf(white, { steps: [{ name: 'squash', params: {} }] }))).toEqual(['warning borderFill']);
  expect(names(draftOf([...patients('CNV', enough), ...patients('NORMAL', enough, { facts: { widthPx: 600 } })]))).toEqual([
    'warning sizeByClass',
  ]);
  const sha256 = '9'.repeat(64);
  const twice: Scan[] = [
    { patient: 'P', label: 'CNV', split: 'train', sha256 },
    { patient: 'P', label: 'NORMAL', split: 'train', sha256 },
  ];
  expect(names(draftOf([...sound, ...twice]))).toEqual(['warning duplicateAcrossClasses']);
});

test('enlarged and stretched images, and scans left out, are notes', () => {
  expect(names(draftOf(sound, { input: { size: [512, 512], channels: 1 } }))).toEqual(['note enlarged']);
  const wide = [...patients('CNV', enough), ...patients('NORMAL', enough)].map(scan => ({ ...scan, facts: { widthPx: 1536 } }));
  expect(preflight(draftOf(wide))[0]).toMatchObject({ name: 'stretched', title: 'Scans are squeezed 3.1 × in width' });
  expect(names(draftOf(sound, {}, { unlabelled: 4, otherClasses: 2 }))).toEqual(['note unlabelled', 'note otherClasses']);
  expect(preflight(draftOf(sound, {}, { volumes: 12 }))).toMatchObject([
    {
      name: 'volumes',
      title: '12 volumes are for looking and labelling; training reads images',
      links: [{ filter: { kinds: ['volume'] } }],
    },
  ]);
});

test('a thousand classes make few words', () => {
  const many = Array.from({ length: 1000 }, (_, i) => patients(`class ${i}`, { train: 2, val: 1, test: 0 })).flat();
  for (const { title, advice, links } of preflight(draftOf(many))) {
    expect([title.length < 200, advice.length < 250, links.length <= 5]).toEqual([true, true, true]);
  }
});
