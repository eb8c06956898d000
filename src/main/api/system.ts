// What the machine offers and what this program is.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { doctor } from '../doctor/doctor.ts';
import { diagnosticsText } from '../jobs/diagnostics.ts';
import { storageUse } from '../jobs/storage.ts';
import { emptyTrash } from '../jobs/trash.ts';
import { programFile } from '../programFile.ts';
import { procedure, router } from './trpc.ts';

const packageSchema = z.object({ name: z.string(), version: z.string() });
const { version } = packageSchema.parse(JSON.parse(readFileSync(programFile('package'), 'utf8')));

export const system = router({
  /** Program, workspace and process. */
  version: procedure.query(({ ctx: { context } }) => ({
    name: 'Fovea',
    version,
    notice: 'Research use only, not for diagnosis',
    workspace: { id: context.workspace.id, dir: context.workspace.paths.dir, logs: context.workspace.paths.logs },
    pid: process.pid,
  })),
  /** What this machine offers and lacks, each finding with what to do about it. */
  doctor: procedure.query(({ ctx: { context } }) => doctor(process.env, context.workspace.paths.dir)),
  /** For whoever looks for a fault: text without names of patients and files. */
  diagnostics: procedure.query(({ ctx: { context } }) => {
    const findings = doctor(process.env, context.workspace.paths.dir).map(({ name, status, detail }) => `${status}  ${name}: ${detail}`);
    return diagnosticsText(context, [`Fovea ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`, ...findings]);
  }),
  /** What the workspace takes of the disk, and what lies in the trash. */
  storage: procedure.query(({ ctx: { context } }) => storageUse(context)),
  /** Deletes for good; returns the bytes freed. */
  emptyTrash: procedure.mutation(async ({ ctx: { context } }) => ({ freedBytes: await emptyTrash(context) })),
});
