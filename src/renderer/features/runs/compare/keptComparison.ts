// The runs compared last are the ones that a person comes back to.
import { useEffect } from 'react';
import { usePreference } from '../../../client/preferences.ts';

const key = 'runs.compared';

export function useKeptComparison(ids: readonly string[]): void {
  const [kept, keep] = usePreference<string>(key, '');
  const now = ids.join(',');
  useEffect(() => {
    if (ids.length > 1 && kept !== now) keep(now);
  }, [ids.length, kept, keep, now]);
}

/** Ids of the runs compared last; none where nothing has been. */
export function useLastComparison(): string[] {
  const [kept] = usePreference<string>(key, '');
  return kept === '' ? [] : kept.split(',');
}
