// Deletes runs at once, with ten seconds to think again (UX §1.3: undo instead of a question).
import { api } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';

/** What could not be deleted, such as a run at work, is told; the others go. */
export async function deleteRuns(runs: readonly string[]): Promise<void> {
  const entries: { id: string; name: string }[] = [];
  for (const run of runs) {
    try {
      entries.push(await api.runs.delete.mutate({ run }));
    } catch (error) {
      notify.failed(error);
    }
  }
  if (entries.length === 0) return;
  const undo = (): void => {
    void (async () => {
      for (const { id } of entries) await api.runs.restore.mutate({ entry: id });
      notify.done(text.runList.restored(entries.length));
    })().catch(notify.failed);
  };
  notify.done(text.runList.deleted(entries.map(({ name }) => name)), { undo });
}
