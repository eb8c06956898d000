// Comparing from the list of runs: where it leads, or why it cannot be; and the comparison that was looked at last.
import { mostComparedRuns } from '../../../../shared/domain/runList.ts';
import { go } from '../../../client/route.ts';
import type { Handler } from '../../../keyboard/registry.ts';
import { text } from '../../../text/index.ts';
import { compareHref } from './compareAddress.ts';
import { useLastComparison } from './keptComparison.ts';

export interface Comparing {
  /** null where `refusal` says why. */
  href: string | null;
  refusal: string | null;
  lastHref: string | null;
  command: Handler | (() => void);
}

export function useCompare(chosen: readonly string[]): Comparing {
  const last = useLastComparison();
  const lastHref = last.length > 1 ? compareHref(last) : null;
  const refusal =
    chosen.length < 2 ? text.compare.needTwo : chosen.length > mostComparedRuns ? text.compare.tooMany(mostComparedRuns) : null;
  const href = refusal === null ? compareHref(chosen) : null;
  const run = (): void => {
    if (href !== null) go(href);
  };
  return { href, refusal, lastHref, command: refusal === null ? run : { run, disabled: refusal } };
}
