// Classes that are missing, rare or unequal, and scans that stay outside the training.
import { fewestPatients } from '../../../../shared/domain/evaluation.ts';
import { volumeWords } from '../../../../shared/domain/volumeWords.ts';
import { formatCount, formatNumber } from '../../../../shared/units.ts';
import type { TrainDraft } from '../draftTraining.ts';
import { linkTo, type PreflightCheck, type PreflightFinding, partWords } from './finding.ts';

/** Scans of the largest class for one of the smallest, from which imbalance is worth a word, and a warning. */
const unequalFrom = 3;
const veryUnequalFrom = 10;

export const missingClassCheck: PreflightCheck = draft =>
  draft.missing.map(({ part, classes }) => ({
    ...{ name: 'missingClass', severity: 'error', count: classes.length, ...leaveOut(draft, classes) },
    title: `No scan of ${listed(classes)} for ${partWords[part]}`,
    advice:
      'A class needs at least one patient in each part. Training is blocked. Label or import more patients, make a new split, or leave the class out.',
    links: classes.slice(0, 3).map(name => linkTo(draft, `Show ${name}`, { classes: [name] })),
  }));

/** Nothing where fewer than two classes would be left. */
function leaveOut({ config }: TrainDraft, names: readonly string[]): Pick<PreflightFinding, 'fix'> {
  const value = config.data.classes.filter(name => !names.includes(name));
  return value.length < 2 ? {} : { fix: { label: `Leave out ${listed(names)}`, settings: [{ path: 'data.classes', value }] } };
}

export const missingPartCheck: PreflightCheck = ({ manifest }) => {
  const isEmpty = (part: string) => !manifest.some(({ split }) => split === part);
  const count = manifest.length;
  return [
    ...(isEmpty('val')
      ? [
          {
            ...{ name: 'noValidation', severity: 'warning' as const, count, links: [] },
            title: 'No validation part',
            advice:
              'Nothing says which epoch is best, so the last one is kept, and there are no results. Make a split with a validation share.',
          },
        ]
      : []),
    ...(isEmpty('test')
      ? [
          {
            ...{ name: 'noTest', severity: 'note' as const, count, links: [] },
            title: 'No test part',
            advice:
              'Validation results are a little too good, as the best epoch is chosen by them. A test part would give the honest number.',
          },
        ]
      : []),
  ];
};

export const fewPatientsCheck: PreflightCheck = draft => {
  const counted = classCounts(draft);
  const one = counted.filter(({ patients }) => patients.train === 1 || patients.val === 1).map(({ name }) => name);
  const few = counted.filter(({ name, patients }) => !one.includes(name) && patients.val > 0 && patients.val < fewestPatients);
  return [
    ...(one.length === 0
      ? []
      : [
          {
            ...{ name: 'onePatientClass', severity: 'warning' as const, count: one.length },
            title: `One patient only for ${listed(one)} in training or validation`,
            advice: 'The network may learn this person in place of the disease. Import or label more patients.',
            links: one.slice(0, 3).map(name => linkTo(draft, `Show ${name}`, { classes: [name] })),
          },
        ]),
    ...(few.length === 0
      ? []
      : [
          {
            ...{ name: 'fewPatients', severity: 'note' as const, count: few.length },
            title: `Fewer than ${fewestPatients} validation patients for ${listed(few.map(({ name }) => name))}`,
            advice: 'Results of these classes come without an interval: too few patients to estimate.',
            links: few.slice(0, 3).map(({ name }) => linkTo(draft, `Show ${name}`, { classes: [name], parts: ['val'] })),
          },
        ]),
  ];
};

export const imbalanceCheck: PreflightCheck = draft => {
  const counted = classCounts(draft)
    .map(({ name, scans }) => ({ name, scans: scans.train }))
    .filter(({ scans }) => scans > 0)
    .sort((a, b) => a.scans - b.scans);
  const [least, most] = [counted[0], counted.at(-1)];
  if (least === undefined || most === undefined || most.scans < unequalFrom * least.scans) return [];
  const isWeighted = draft.config.loss.params.classWeights === 'balanced' || draft.config.sampler.name === 'balanced';
  const severity = most.scans >= veryUnequalFrom * least.scans || !isWeighted ? ('warning' as const) : ('note' as const);
  return [
    {
      ...{ name: 'imbalance', severity, count: counted.length },
      title: `${formatNumber(most.scans / least.scans)} × as many scans of ${most.name} as of ${least.name}`,
      advice: isWeighted
        ? `Classes are weighted, so each counts the same. Still only ${formatCount(least.scans, 'scan')} of ${least.name} to learn from.`
        : 'The network may just say the frequent class. Set the class weights to balanced, or choose the sampler for rare classes.',
      links: [linkTo(draft, `Show ${least.name}`, { classes: [least.name], parts: ['train'] })],
      ...(isWeighted ? {} : { fix: { label: 'Balance the classes', settings: [{ path: 'loss.params.classWeights', value: 'balanced' }] } }),
    },
  ];
};

export const leftOutCheck: PreflightCheck = draft => {
  const { unlabelled, otherClasses, volumes } = draft;
  return [
    ...(volumes === 0
      ? []
      : [
          {
            ...{ name: 'volumes', severity: 'note' as const, count: volumes },
            title: volumeWords(volumes).replace(/\.$/, ''),
            advice: 'They stay in their patients’ parts of the split. To train on B-scans, export them as images.',
            links: [linkTo(draft, 'Show', { kinds: ['volume'] })],
          },
        ]),
    ...(unlabelled === 0
      ? []
      : [
          {
            ...{ name: 'unlabelled', severity: 'note' as const, count: unlabelled },
            title: `${formatCount(unlabelled, 'scan')} without a class left out`,
            advice: 'Unlabelled, ungradable and excluded scans are not trained on. Label them to have them in.',
            links: [linkTo(draft, 'Show', { states: ['unlabelled', 'ungradable'], kinds: ['image'] })],
          },
        ]),
    ...(otherClasses === 0
      ? []
      : [
          {
            ...{ name: 'otherClasses', severity: 'note' as const, count: otherClasses, links: [] },
            title: `${formatCount(otherClasses, 'scan')} of other classes left out`,
            advice: `This training tells ${listed(draft.config.data.classes)} apart.`,
          },
        ]),
  ];
};

/** Scans and patients of each class in each part. */
function classCounts({ manifest, config }: TrainDraft) {
  const byClass = Map.groupBy(manifest, ({ label }) => label);
  return config.data.classes.map(name => {
    const parts = Map.groupBy(byClass.get(name) ?? [], ({ split }) => split);
    const items = (part: 'train' | 'val') => parts.get(part) ?? [];
    const patients = (part: 'train' | 'val') => new Set(items(part).map(({ subject }) => subject)).size;
    return {
      name,
      scans: { train: items('train').length, val: items('val').length },
      patients: { train: patients('train'), val: patients('val') },
    };
  });
}

/** The first few names: a thousand classes must not make a thousand words. */
export function listed(names: readonly string[]): string {
  return names.length <= 4 ? names.join(', ') : `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`;
}
