// What a person notes about a run: its name, tags and a note. None of it changes what was computed.
import { longestNote, longestRunName, tagsSchema } from '../../shared/domain/runList.ts';
import { AppError } from '../../shared/errors.ts';
import type { Run } from '../store/run.ts';
import type { JobContext } from './context.ts';

export interface RunNotes {
  run: string;
  name?: string | undefined;
  tags?: readonly string[] | undefined;
  note?: string | undefined;
}

/** Errors: `notFound`; `usage` for an empty or endless name, tag or note; `conflict` for the name of another run. */
export function annotateRun(context: JobContext, request: RunNotes): Run {
  const { runs } = context.workspace.store;
  const run = runs.get(request.run);
  const name = request.name?.trim() ?? run.name;
  const note = request.note ?? run.note;
  const tags = tagsSchema.safeParse([...new Set((request.tags ?? run.tags).map(tag => tag.trim()))]);
  if (name === '' || name.length > longestRunName) {
    throw new AppError('usage', `Expected a name of 1 to ${longestRunName} characters, received ${name.length}.`);
  }
  if (note.length > longestNote) {
    throw new AppError('usage', `Expected a note of at most ${longestNote} characters, received ${note.length}. Shorten it.`);
  }
  if (!tags.success) throw new AppError('usage', 'Expected at most 20 tags of 1 to 60 characters each. Shorten them or take some away.');
  const other = runs.find(name);
  if (name !== run.name && other !== null && other.id !== run.id) {
    throw new AppError('conflict', `Expected a name that no run has, but '${name}' is one already. Choose another.`);
  }
  runs.annotate(run.id, { name, note, tags: tags.data });
  context.notifications.publish({ topic: 'runs' });
  return runs.get(run.id);
}
