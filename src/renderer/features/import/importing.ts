// The import at work: it goes on when its drawer is closed, and can be ended from Home as well.
import { create } from 'zustand';
import type { AppError } from '../../../shared/errors.ts';
import { api } from '../../client/api.ts';
import { go, hrefOf } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import type { WorkProgress } from '../../client/useLongWork.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { show, useImport } from './importState.ts';

export interface Importing {
  /** As it was chosen. */
  folder: string;
  name: string;
  isWorking: boolean;
  progress: WorkProgress | null;
  error: AppError | null;
  cancel: () => void;
}

/** The last one; null where there was none, or where it ended well. */
export const useImporting = create<{ current: Importing | null }>()(() => ({ current: null }));

type Request = Parameters<typeof api.datasets.import.mutate>[0];

export async function beginImport(folder: string, request: Request): Promise<void> {
  const ending = new AbortController();
  const cancel = (): void => {
    ending.abort();
    useImporting.setState({ current: null });
    notify.done(text.import.cancelled);
  };
  const change = (changed: Partial<Importing>): void => {
    useImporting.setState(({ current }) => (current?.cancel === cancel ? { current: { ...current, ...changed } } : {}));
  };
  useImporting.setState({ current: { folder, name: request.name, isWorking: true, progress: null, error: null, cancel } });
  try {
    for await (const entry of await api.datasets.import.mutate({ ...request, split: true }, { signal: ending.signal })) {
      if ('progress' in entry) change({ progress: entry.progress });
      else finish(folder, entry.outcome);
    }
  } catch (thrown) {
    if (ending.signal.aborted) return;
    change({ isWorking: false, error: toAppError(thrown) });
    if (!isOnScreen(folder)) notify.failed(thrown);
  }
}

function finish(folder: string, { dataset, report }: Outcome): void {
  useImporting.setState({ current: null });
  const words = text.import.done(report.items, report.volumes, report.patients);
  const open = (): void => go(hrefOf('data', [dataset.id, 'items']));
  if (isOnScreen(folder)) {
    if (report.volumes > 0) show({ kind: 'check', dataset: dataset.id, refused: report.unreadable });
    else {
      show({ kind: 'closed' });
      notify.done(words);
    }
    open();
  } else notify.done(words, { action: { label: text.import.open, run: open } });
}

interface Outcome {
  dataset: { id: string };
  report: { items: number; volumes: number; patients: number; unreadable: readonly { name: string; reason: string }[] };
}

/** Who has left the drawer is not taken anywhere. */
function isOnScreen(folder: string): boolean {
  const { step } = useImport.getState();
  return step.kind === 'review' && step.folder === folder;
}

/** In words, with the noun of its phase. */
export function importingWords({ progress }: Pick<Importing, 'progress'>): string {
  if (progress === null || progress.total === 0) return text.import.listing;
  return (progress.phase === 'store' ? text.import.storing : text.import.reading)(progress.done, progress.total);
}

export function importingShare({ progress }: Pick<Importing, 'progress'>): number | null {
  return progress === null || progress.total === 0 ? null : progress.done / progress.total;
}
