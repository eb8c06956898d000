// Data sets as people see them: classes, patients, splits with their certificates, and what import reported.
import { type SplitCertificate, splitCertificateSchema } from '../../shared/domain/dataset.ts';
import type { Dataset } from '../store/dataset.ts';
import type { JobContext } from './context.ts';
import { type DatasetReport, datasetReportSchema, diagnosisTask } from './datasetRecords.ts';

export interface DatasetSummary {
  name: string;
  id: string;
  scans: number;
  /** Known ones. */
  patients: number;
  /** As labelled now. */
  classes: { name: string; scans: number }[];
  splits: string[];
  createdMs: number;
}

export interface SplitView {
  name: string;
  id: string;
  seed: number;
  params: Record<string, unknown>;
  certificate: SplitCertificate;
}

export interface DatasetDetails extends DatasetReport, Omit<DatasetSummary, 'splits'> {
  splits: SplitView[];
}

export function listDatasets(context: JobContext): DatasetSummary[] {
  return context.workspace.store.datasets.list().map(dataset => summarise(context, dataset));
}

/** Errors: `notFound`. */
export function showDataset(context: JobContext, idOrName: string): DatasetDetails {
  const { store } = context.workspace;
  const dataset = store.datasets.get(idOrName);
  const splits = store.splits.list(dataset.id).map(({ name, id, seed, params, certificate }) => {
    return { name, id, seed, params, certificate: splitCertificateSchema.parse(certificate) };
  });
  return { ...summarise(context, dataset), splits, ...reportOf(dataset) };
}

function summarise({ workspace: { store } }: JobContext, dataset: Dataset): DatasetSummary {
  const { id, name, itemCount, createdMs } = dataset;
  return {
    ...{ name, id, scans: itemCount, patients: store.items.patientCount(id) },
    classes: store.labels.counts(id, diagnosisTask).map(({ value, count }) => ({ name: String(value), scans: count })),
    splits: store.splits.list(id).map(split => split.name),
    createdMs,
  };
}

function reportOf({ report }: Dataset): DatasetReport {
  return datasetReportSchema.parse(report);
}
