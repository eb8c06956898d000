// Whether a data set can be trained on as it is labelled now, and what is missing.
import { fewestPatientsPerClass } from '../../../shared/domain/label.ts';
import type { JobContext } from '../context.ts';
import { classesOf } from './classes.ts';
import { itemListOf } from './itemList.ts';

export interface Readiness {
  scans: number;
  /** Of the scans: for looking and labelling, not for training. */
  volumes: number;
  patients: number;
  /** Images only: a volume of nobody known is in no split. */
  withoutPatient: number;
  labelled: number;
  unlabelled: number;
  ungradable: number;
  excluded: number;
  flagged: number;
  /** Images, in the order of their keys; also those that no item has yet. */
  classes: { name: string; scans: number; patients: number }[];
  /** At least two classes with labels, each with enough patients, and every patient known. */
  isTrainable: boolean;
}

/** Errors: `notFound`. */
export async function datasetReadiness(context: JobContext, idOrName: string): Promise<Readiness> {
  const dataset = context.workspace.store.datasets.idOf(idOrName);
  const list = await itemListOf(context, dataset);
  const classes = new Map(classesOf(context, list).map(name => [name, { scans: 0, patients: new Set<string>() }]));
  const patients = new Set<string>();
  const counts = { scans: 0, volumes: 0, withoutPatient: 0, labelled: 0, unlabelled: 0, ungradable: 0, excluded: 0, flagged: 0 };
  for (const { subject, patient, state, className, series, isExcluded, isFlagged } of list.entries) {
    if (isExcluded) {
      counts.excluded += 1;
      continue;
    }
    counts.scans += 1;
    counts[state] += 1;
    if (series !== null) counts.volumes += 1;
    if (isFlagged) counts.flagged += 1;
    if (patient > 0) patients.add(subject);
    else if (series === null) counts.withoutPatient += 1;
    const named = className === null ? undefined : classes.get(className);
    if (named === undefined || series !== null) continue;
    named.scans += 1;
    if (patient > 0) named.patients.add(subject);
  }
  const rows = [...classes].map(([name, found]) => ({ name, scans: found.scans, patients: found.patients.size }));
  const used = rows.filter(({ scans }) => scans > 0);
  const isTrainable = used.length >= 2 && used.every(row => row.patients >= fewestPatientsPerClass) && counts.withoutPatient === 0;
  return { ...counts, patients: patients.size, classes: rows, isTrainable };
}
