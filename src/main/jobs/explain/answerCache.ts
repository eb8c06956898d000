// What the engine has answered once, kept on disk under everything that decides the answer: cache/answers/<ab>/<hash>.json.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { z } from 'zod';
import { writeFileAtomic } from '../../atomicFile.ts';
import type { JobContext } from '../context.ts';

const mostBytes = 64 * 2 ** 20;
/** After how many new answers the size is looked at. */
const lookEvery = 200;
let sinceLook = 0;

/** The kept answer, else that of `ask`, which is kept. A file that does not fit the schema counts as none. */
export async function keptAnswer<Schema extends z.ZodType>(
  context: JobContext,
  key: readonly unknown[],
  schema: Schema,
  ask: () => Promise<z.output<Schema>>,
): Promise<z.output<Schema>> {
  const folder = join(context.workspace.paths.cache, 'answers');
  const hash = createHash('sha256').update(JSON.stringify(key)).digest('hex');
  const path = join(folder, hash.slice(0, 2), `${hash}.json`);
  const known = readAnswer(path, schema);
  if (known !== null) return known;
  const answer = await ask();
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileAtomic(path, JSON.stringify(answer), { mode: 0o600 });
  sinceLook += 1;
  if (sinceLook % lookEvery === 1) makeRoom(folder, mostBytes);
  return answer;
}

function readAnswer<Schema extends z.ZodType>(path: string, schema: Schema): z.output<Schema> | null {
  if (!existsSync(path)) return null;
  try {
    const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) return null;
    const now = new Date();
    utimesSync(path, now, now);
    return parsed.data;
  } catch {
    return null;
  }
}

/** Removes what was used least recently until a tenth is free again. */
export function makeRoom(folder: string, limitBytes: number): void {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith('.json'))
    .map(name => {
      const path = join(folder, name);
      const { size, mtimeMs } = statSync(path);
      return { path, size, mtimeMs };
    });
  let total = files.reduce((sum, { size }) => sum + size, 0);
  if (total <= limitBytes) return;
  for (const { path, size } of files.sort((a, b) => a.mtimeMs - b.mtimeMs)) {
    if (total <= 0.9 * limitBytes) return;
    rmSync(path, { force: true });
    total -= size;
  }
}
