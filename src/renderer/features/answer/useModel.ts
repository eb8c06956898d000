// Which run answers, and what it says of the scan on screen. Its map is asked for only while it is shown.
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Unlike } from '../../../shared/domain/unlike.ts';
import type { api } from '../../client/api.ts';
import { type AskedAddress, scanQueries } from '../../client/queries/scans.ts';
import { useHeatSettings } from './heatSettings.ts';
import { decodedGrid, type HeatGrid } from './paintHeat.ts';
import { noteMaximum, useSharedScale } from './sameScale.ts';

export type HeatMapAnswer = Awaited<ReturnType<typeof api.explain.item.query>>;
export type ScanAnswer = Pick<HeatMapAnswer, 'classes' | 'probabilities' | 'predicted'>;

export interface ModelChoice {
  /** Id of a training run; null before there is one. */
  run: string | null;
  /** Feature map; the last where it is absent. */
  layer?: string | undefined;
  /** Class whose evidence is mapped; the predicted one where it is absent. */
  className?: string | undefined;
  /** Of a map that is not shown only the answer is asked for. */
  isMapShown: boolean;
  /** While a hand still turns the wheel, what is known is told and nothing is asked. */
  isSettled?: boolean;
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

export function useModel(address: AskedAddress, { run, layer, className, isMapShown, isSettled = true }: ModelChoice): ModelView {
  const [{ method, isSameScale }] = useHeatSettings();
  const isAsking = run !== null && isSettled;
  const choice = { run: run ?? '', method, layer, class: className };
  const heatMap = useQuery({ ...scanQueries.heatMap(address, choice), enabled: isAsking && isMapShown });
  const alone = useQuery({ ...scanQueries.answer(address, run ?? ''), enabled: isAsking && !isMapShown && heatMap.data === undefined });
  const scan = [address.of ?? '', address.item, ...(address.bscan === undefined ? [] : [address.bscan])].join('/');
  const answer = useKept(`${run} ${scan}`, heatMap.data ?? alone.data);
  // The answer first: a person waits for it, and the training data may have to be read through.
  const unlike = useQuery({ ...scanQueries.unlike(address, run ?? ''), enabled: isAsking && answer !== undefined });
  const { data } = heatMap;
  const grid = data?.map == null ? null : decodedGrid(data.map);
  const identity = data === undefined || run === null ? null : { run, method, layer: data.layer };
  const shared = useSharedScale(identity);
  const scanAndClass = `${scan}/${data?.explained}`;
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
