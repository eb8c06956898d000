// Of the questions of one asker only the newest is answered: whoever pages through scans waits for the one that is shown.
import { AppError } from '../../../shared/errors.ts';

const open = new Map<string, AbortController>();

/**
 * Runs `work`, and ends what the same asker asked before. Without an asker nothing is ended.
 * Errors: `interrupted` for what was overtaken or given up.
 */
export async function latest<Answer>(
  asker: string | undefined,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const controller = new AbortController();
  const signal = caller === undefined ? controller.signal : AbortSignal.any([caller, controller.signal]);
  if (asker === undefined) return work(signal);
  open.get(asker)?.abort(new AppError('interrupted', 'Another scan was asked for meanwhile.'));
  open.set(asker, controller);
  try {
    return await work(signal);
  } finally {
    if (open.get(asker) === controller) open.delete(asker);
  }
}
