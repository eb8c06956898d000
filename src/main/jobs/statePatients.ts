// Whose volumes are that neither file nor name nor study tells: of unknown patients, all of one patient, or each study's of its own. A person
// says it after the import, and may take it back; what files tell stands.
import { z } from 'zod';
import { type PatientStatement, patientStatements } from '../../shared/domain/volumeView.ts';
import type { UntoldItem } from '../store/item.ts';
import type { JobContext } from './context.ts';
import { unknownSubject } from './datasetRecords.ts';

const statedSchema = z.strictObject({ profile: z.string(), are: z.enum(patientStatements), atMs: z.int() });

export interface UntoldPatients {
  /** Volumes whose patient nothing tells. */
  volumes: number;
  /** How many patients they are at the most: files of one study are of one. */
  studies: number;
  /** What they count as now. */
  are: PatientStatement;
  /** Who said so; null where nobody has. */
  author: string | null;
}

/** Errors: `notFound`. */
export function untoldPatients({ workspace }: JobContext, idOrName: string): UntoldPatients {
  const { store } = workspace;
  const dataset = store.datasets.idOf(idOrName);
  const volumes = untoldVolumes(workspace, dataset);
  const subjects = new Set(volumes.map(({ subject }) => subject));
  const are =
    subjects.has(unknownSubject) || volumes.length === 0 ? 'unknown' : subjects.has(workspace.hashSubject(oneOf(dataset))) ? 'one' : 'each';
  const stated = store.settings.get(statedKey(dataset), statedSchema);
  const author = stated === null || stated.are !== are ? null : (store.profiles.find(stated.profile)?.name ?? stated.profile);
  return { volumes: volumes.length, studies: new Set(volumes.map(({ together }) => together)).size, are, author };
}

/** Answers what held before, by which it is taken back. Errors: `notFound` for data set or profile. */
export function statePatients(
  context: JobContext,
  request: { dataset: string; profile: string; are: PatientStatement },
): { before: PatientStatement } {
  const { store, hashSubject } = context.workspace;
  const dataset = store.datasets.idOf(request.dataset);
  const profile = store.profiles.get(request.profile).id;
  const { are: before } = untoldPatients(context, dataset);
  const rows = untoldVolumes(context.workspace, dataset).map(({ id, together }) => {
    const identifier = request.are === 'one' ? oneOf(dataset) : `file ${together}`;
    return { id, together, identifier, subject: request.are === 'unknown' ? unknownSubject : hashSubject(identifier) };
  });
  const createdMs = Date.now();
  store.durably(() => {
    if (request.are !== 'unknown') store.patients.insertMany(rows.map(({ subject, identifier }) => ({ subject, identifier, createdMs })));
    store.items.setSubjects(rows.map(({ id, subject, together }) => ({ id, subject, together })));
    store.settings.set(statedKey(dataset), { profile, are: request.are, atMs: createdMs });
  });
  context.notifications.publish({ topic: 'datasets' });
  return { before };
}

function untoldVolumes({ store }: JobContext['workspace'], dataset: string): UntoldItem[] {
  return store.items.untold(dataset).filter(({ series }) => series !== null);
}

/** Stands for the identifier that nobody knows. */
function oneOf(dataset: string): string {
  return `volumes of data set ${dataset}`;
}

function statedKey(dataset: string): string {
  return `statedPatients/${dataset}`;
}
