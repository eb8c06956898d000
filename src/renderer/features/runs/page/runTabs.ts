// The views of a run, and which one stands there when the address names none.
import type { RunDetails } from '../../../client/api.ts';

export const runTabs = ['live', 'results', 'explain', 'config', 'files'] as const;
export type RunTab = (typeof runTabs)[number];

/** Views that make sense for a kind of run. */
export function tabsOf({ kind }: Pick<RunDetails, 'kind'>): RunTab[] {
  const without: Record<RunDetails['kind'], RunTab[]> = {
    train: [],
    evaluate: ['explain'],
    predict: ['results', 'explain'],
    explain: ['results'],
  };
  return runTabs.filter(tab => !without[kind].includes(tab));
}

export function tabOf(run: Pick<RunDetails, 'kind' | 'state' | 'evaluations'>, asked: string | undefined): RunTab {
  const known = tabsOf(run).find(tab => tab === asked);
  if (known !== undefined) return known;
  if (run.kind === 'explain' && run.state === 'finished') return 'explain';
  return run.evaluations.length > 0 && tabsOf(run).includes('results') ? 'results' : 'live';
}

export function isAtWork(state: RunDetails['state']): boolean {
  return state === 'running' || state === 'paused' || state === 'queued';
}
