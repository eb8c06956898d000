// Patients, eyes or files that are on two sides of the split, or whose side cannot be told.
import type { Leak } from '../../../../shared/domain/dataset.ts';
import { splitNames } from '../../../../shared/domain/manifest.ts';
import { formatCount } from '../../../../shared/units.ts';
import { unknownSubject } from '../../datasetRecords.ts';
import type { TrainDraft } from '../draftTraining.ts';
import { linkTo, mostLinks, type PreflightCheck, type PreflightFinding, partWords } from './finding.ts';

const nouns: Record<Leak['kind'], [one: string, many: string]> = {
  patient: ['patient', 'patients'],
  eye: ['eye', 'eyes'],
  content: ['image file', 'image files'],
};

export const leakCheck: PreflightCheck = draft => {
  const { leaks } = draft.certificate;
  const [earlier, own] = [leaks.filter(isFromPretraining), leaks.filter(leak => !isFromPretraining(leak))];
  const patients = own.filter(({ kind }) => kind === 'patient');
  // The eye of a leaking patient leaks with the patient: said once.
  const others = own.filter(({ kind, key }) => kind === 'content' || (kind === 'eye' && !patients.some(leak => key.startsWith(leak.key))));
  return [...Map.groupBy([...patients, ...others], ({ kind }) => kind).values()]
    .flatMap(ofKind => ofSplit(draft, ofKind))
    .concat(ofPretraining(draft, earlier));
};

export const unknownPatientCheck: PreflightCheck = draft => {
  const count = draft.certificate.withoutPatient;
  if (count === 0) return [];
  const title = `${formatCount(count, 'scan')} of unknown patients`;
  const advice =
    'Nobody can tell whether they are on two sides of the split. Training is blocked. Import with a pattern or table that names the patients.';
  const links = [linkTo(draft, 'Show', { subject: unknownSubject })];
  return [{ name: 'unknownPatient', severity: 'error', count, title, advice, links }];
};

function isFromPretraining({ parts }: Leak): boolean {
  return parts.includes('pretrain');
}

function ofSplit(draft: TrainDraft, leaks: readonly Leak[]): PreflightFinding[] {
  const [first] = leaks;
  if (first === undefined) return [];
  const scans = [...new Set(leaks.flatMap(({ items }) => items))];
  const parts = splitNames.filter(name => leaks.some(leak => leak.parts.includes(name))).map(name => partWords[name]);
  const where = parts.length === 2 ? `in both ${parts.join(' and ')}` : 'in more than one part';
  return [
    {
      ...{ name: `leak-${first.kind}`, severity: 'error', count: leaks.length, needsSplit: true },
      title: `${formatCount(leaks.length, ...nouns[first.kind])} ${where} (${formatCount(scans.length, 'scan')})`,
      advice:
        'Results would be too good: the network would meet again what it has learned by heart. Training is blocked. Make a new split by patient.',
      links: patientLinks(draft, scans),
    },
  ];
}

function ofPretraining(draft: TrainDraft, leaks: readonly Leak[]): PreflightFinding[] {
  if (leaks.length === 0) return [];
  const scans = [...new Set(leaks.flatMap(({ items }) => items))];
  const patients = new Set(draft.manifest.filter(({ item }) => scans.includes(item)).map(({ subject }) => subject));
  return [
    {
      ...{ name: 'leak-pretrain', severity: 'error', count: patients.size },
      title: `The start weights have seen ${formatCount(patients.size, 'patient')} of validation or test (${formatCount(scans.length, 'scan')})`,
      advice: `Results would be too good. Training is blocked. Use the split that ‘${draft.startWeights?.config.name}’ was trained with, or other start weights.`,
      links: patientLinks(draft, scans),
      needsSplit: true,
    },
  ];
}

/** The patients of these scans, the first few by number: a person's identifier never stands in an address. */
function patientLinks(draft: TrainDraft, scans: readonly string[]) {
  const wanted = new Set(scans);
  const subjects = [...new Set(draft.manifest.filter(({ item }) => wanted.has(item)).map(({ subject }) => subject))];
  return subjects.slice(0, mostLinks).map((subject, i) => linkTo(draft, `Patient ${i + 1}`, { subject }));
}
