// What happens when a run ends while its page is open (UX §1.7): whoever has watched it wants to see what came out. Of a training with
// other labels or settings than the one that it follows, that is their comparison; what repeats another exactly has its verdict.
import { useEffect, useRef, useState } from 'react';
import type { RunDetails } from '../../../client/api.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { followedHref } from '../compare/compareAddress.ts';
import { isAtWork, type RunTab, tabsOf } from './runTabs.ts';

/** Whether it has ended here. */
export function useRunEnd(run: RunDetails, tab: RunTab): boolean {
  const wasAtWork = useRef(isAtWork(run.state));
  const [hasEnded, setHasEnded] = useState(false);
  useEffect(() => {
    const ends = wasAtWork.current && run.state === 'finished';
    wasAtWork.current = isAtWork(run.state);
    if (!ends) return;
    setHasEnded(true);
    // Whoever reads something else there is not led away.
    if (tab !== 'live') return;
    if (tabsOf(run).includes('results')) go(hrefOf('runs', [run.id, 'results']), { replace: true });
    const followed = followedHref(run);
    if (followed !== null && run.rerun !== 'exactly') go(followed);
  });
  return hasEnded;
}
