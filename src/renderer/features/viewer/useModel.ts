// Which run answers, and what it says of the scan on screen. Its map is asked for only while it is shown.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import type { Unlike } from '../../../shared/domain/unlike.ts';
import type { api, RunSummary } from '../../client/api.ts';
import { type ScanAddress, scanQueries } from '../../client/queries/scans.ts';
import { queries } from '../../client/queries.ts';
import { decodeGrid, type HeatGrid } from './paintHeat.ts';
import { noteMaximum, useSharedScale } from './sameScale.ts';
import { useView, useViewSettings } from './viewerState.ts';

export type HeatMapAnswer = Awaited<ReturnType<typeof api.explain.item.query>>;
export type ScanAnswer = Pick<HeatMapAnswer, 'classes' | 'probabilities' | 'predicted'>;

export interface ModelChoice {
  /** Id of a training run; null before there is one. */
  run: string | null;
  /** Feature map; the last where it is absent. */
  layer?: string | undefined;
  /** Class whose evidence is mapped; the predicted one where it is absent. */
  className?: string | undefined;
}

export interface ModelView {
  answer: ScanAnswer | undefined;
  heatMap: UseQueryResult<HeatMapAnswer>;
  /** The map decoded; null for a flat one and while there is none. */
  grid: HeatGrid | null;
  scaleMax: number;
  shared: { maximum: number; maps: number };
  unlike: UseQueryResult<Unlike>;
  /** Why there is no answer. */
  error: unknown;
}

export function useModel(address: ScanAddress, { run, layer, className }: ModelChoice): ModelView {
  const [{ method, isSameScale }] = useViewSettings();
  const isHeatShown = useView(state => state.isHeatShown);
  const hasRun = run !== null;
  const choice = { run: run ?? '', method, layer, class: className };
  const heatMap = useQuery({ ...scanQueries.heatMap(address, choice), enabled: hasRun && isHeatShown });
  const alone = useQuery({ ...scanQueries.answer(address, run ?? ''), enabled: hasRun && !isHeatShown && heatMap.data === undefined });
  const answer = useKept(`${run} ${address.of ?? ''} ${address.item}`, heatMap.data ?? alone.data);
  // The answer first: a person waits for it, and the training data may have to be read through.
  const unlike = useQuery({ ...scanQueries.unlike(address, run ?? ''), enabled: hasRun && answer !== undefined });
  const { data } = heatMap;
  const grid = useMemo(() => (data?.map == null ? null : decodeGrid(data.map)), [data]);
  const identity = data === undefined || run === null ? null : { run, method, layer: data.layer };
  const shared = useSharedScale(identity);
  const scanAndClass = `${address.of ?? ''}/${address.item}/${data?.explained}`;
  const maximum = data?.maximum;
  const shownLayer = data?.layer;
  useEffect(() => {
    if (run !== null && maximum !== undefined && shownLayer !== undefined)
      noteMaximum({ run, method, layer: shownLayer }, scanAndClass, maximum);
  }, [run, method, shownLayer, scanAndClass, maximum]);
  return {
    ...{ answer, heatMap, grid, shared, unlike },
    scaleMax: isSameScale && shared.maximum > 0 ? shared.maximum : (data?.maximum ?? 0),
    error: heatMap.error ?? alone.error,
  };
}

/** The last answer under a key stays while another map of the same scan is computed. */
function useKept<Answer>(key: string, answer: Answer | undefined): Answer | undefined {
  const kept = useRef<{ key: string; answer: Answer } | null>(null);
  if (answer !== undefined) kept.current = { key, answer };
  return kept.current?.key === key ? kept.current.answer : undefined;
}

/** Runs that may have learnt something, those of the data set first, each group newest first. */
export function useTrainedRuns(dataset: string | null): { runs: RunSummary[]; latest: string | null } {
  const query = useQuery(queries.runs());
  return useMemo(() => {
    const trained = (query.data ?? []).filter(({ kind, startedMs }) => kind === 'train' && startedMs !== null);
    const runs = [...trained.filter(run => run.dataset === dataset), ...trained.filter(run => run.dataset !== dataset)];
    return { runs, latest: runs.find(({ state }) => state === 'finished')?.id ?? runs[0]?.id ?? null };
  }, [query.data, dataset]);
}
