// The map of the B-scan that comes next, made while this one is looked at, so that a step shows it at once.
import { useEffect, useRef } from 'react';
import { scanQueries } from '../../client/queries/scans.ts';
import { queryClient } from '../../client/queries.ts';
import { useHeatSettings } from '../answer/index.ts';
import type { Asked, BscanModel } from './asked.ts';
import { useVolume } from './useVolume.ts';

/** In the direction of the last step, only where this one's map is there: whoever is at work never waits behind it. */
export function useMapAhead(
  { layer, className }: Pick<Asked, 'layer' | 'className'>,
  run: string,
  { bscan, isMapShown, model }: BscanModel,
) {
  const { view } = useVolume();
  const [{ method }] = useHeatSettings();
  const { item } = view;
  const { bscans } = view.header.shape;
  const steps = useRef({ from: bscan, by: 1 });
  if (steps.current.from !== bscan) steps.current = { from: bscan, by: bscan > steps.current.from ? 1 : -1 };
  const next = bscan + steps.current.by;
  const isReady = isMapShown && model.heatMap.data !== undefined && next >= 0 && next < bscans;
  useEffect(() => {
    if (!isReady) return;
    void queryClient.prefetchQuery(scanQueries.heatMap({ item, bscan: next }, { run, method, layer, class: className }, true));
  }, [isReady, item, next, run, method, layer, className]);
}
