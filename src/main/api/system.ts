// What the machine offers and what this program is.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { doctor } from '../doctor/doctor.ts';
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
    workspace: { id: context.workspace.id, dir: context.workspace.paths.dir },
    pid: process.pid,
  })),
  /** What this machine offers and lacks, each finding with what to do about it. */
  doctor: procedure.query(({ ctx: { context } }) => doctor(process.env, context.workspace.paths.dir)),
});
