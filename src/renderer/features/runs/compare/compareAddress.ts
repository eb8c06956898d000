// The address of a comparison: which runs, in their order; the first is what the others are compared with.
import { mostComparedRuns } from '../../../../shared/domain/runList.ts';
import type { RunDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';

/** The second part of the place's path; no id of a run is like it. */
export const comparePath = 'compare';

export function compareHref(runs: readonly string[]): string {
  return hrefOf('runs', [comparePath], { runs: runs.join(',') });
}

/** Of a training with the one that it repeats or betters; other kinds of runs follow the training that they look at. */
export function followedHref({ id, kind, parent }: Pick<RunDetails, 'id' | 'kind' | 'parent'>): string | null {
  return kind === 'train' && parent !== null ? compareHref([parent, id]) : null;
}

/** Each once, and no more than can be compared. */
export function comparedRuns({ runs = '' }: Record<string, string>): string[] {
  return [...new Set(runs.split(',').filter(Boolean))].slice(0, mostComparedRuns);
}
