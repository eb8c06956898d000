// The pre-flight check: every look at a training before it starts, what blocks it first.
import type { TrainDraft } from '../draftTraining.ts';
import { fewPatientsCheck, imbalanceCheck, leftOutCheck, missingClassCheck, missingPartCheck } from './classes.ts';
import type { PreflightCheck, PreflightFinding } from './finding.ts';
import { borderFillCheck, duplicateCheck, sizeByClassCheck, sizeCheck } from './images.ts';
import { leakCheck, unknownPatientCheck } from './leaks.ts';
import { startWeightsCheck } from './weights.ts';

const checks = {
  leakCheck,
  unknownPatientCheck,
  missingClassCheck,
  missingPartCheck,
  fewPatientsCheck,
  imbalanceCheck,
  duplicateCheck,
  borderFillCheck,
  sizeByClassCheck,
  startWeightsCheck,
  sizeCheck,
  leftOutCheck,
} satisfies Record<string, PreflightCheck>;

const order: Record<PreflightFinding['severity'], number> = { error: 0, warning: 1, note: 2 };

export function preflight(draft: TrainDraft): PreflightFinding[] {
  const found = Object.values<PreflightCheck>(checks).flatMap(check => check(draft));
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}
