// One thing that the doctor looked at.
import { toAppError } from '../../shared/errors.ts';

/** `fail`: Fovea does not work like this. `warn`: it works, but something is missing or slow. `hint` says what to do. */
export interface Finding {
  readonly name: string;
  readonly status: 'ok' | 'warn' | 'fail';
  readonly detail: string;
  readonly hint?: string;
}

/** Runs one check; an error becomes a finding, whose message already says what to do. */
export function attempt(name: string, check: () => Finding): Finding {
  try {
    return check();
  } catch (error) {
    return { name, status: 'fail', detail: toAppError(error).message };
  }
}
