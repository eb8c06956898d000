// Which run is asked about the B-scan on screen, as the address keeps it. A network reads single pictures: each B-scan is a question of its
// own, asked when the hand on the wheel rests.
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { RunSummary } from '../../client/api.ts';
import { scanQueries } from '../../client/queries/scans.ts';
import { type ModelView, runOf, useModel, useTrainedRuns } from '../answer/index.ts';
import { useRoom } from './roomState.ts';
import { useVolume } from './useVolume.ts';
import type { VolumeRoute } from './useVolumeRoute.ts';

export interface Asked {
  runs: readonly RunSummary[];
  /** null: none is asked. */
  run: string | null;
  layer: string | undefined;
  className: string | undefined;
  setRun: (run: string | undefined) => void;
  setLayer: (layer: string | undefined) => void;
  setClass: (name: string | undefined) => void;
}

/** null: in this room nobody is asked. */
export const AskedContext = createContext<Asked | null>(null);

export function useAsked(): Asked | null {
  return useContext(AskedContext);
}

/** Of the address: `model`, `layer`, `class`, as in the viewer of images. `dataset`: by its name. */
export function useAskedRun(dataset: string, { query, change }: Pick<VolumeRoute, 'query' | 'change'>): Asked {
  const { runs } = useTrainedRuns(dataset);
  return {
    ...{ runs, run: runOf(query.model, undefined, runs), layer: query.layer, className: query.class },
    setRun: model => change({ model, layer: undefined, class: undefined }),
    setLayer: layer => change({ layer }),
    setClass: name => change({ class: name }),
  };
}

/** How long a B-scan has to stay for a run to be asked about it. */
const restMs = 150;

export interface BscanModel {
  /** Counted from 0; 0 while nobody is asked. */
  bscan: number;
  isMapShown: boolean;
  model: ModelView;
}

/** What the run says of the B-scan on screen. What it said of others before is there at once. */
export function useBscanModel(): BscanModel {
  const { item } = useVolume().view;
  const { run = null, layer, className } = useAsked() ?? {};
  // While nobody is asked, a turn of the wheel changes nothing here.
  const bscan = useRoom(state => (run === null ? 0 : state.at.bscan));
  const isMapShown = useRoom(state => state.isOverlayShown);
  const [rested] = useDebouncedValue(bscan, restMs);
  const model = useModel({ item, bscan }, { run, layer, className, isMapShown, isSettled: rested === bscan });
  return { bscan, isMapShown, model };
}

/** Methods that may be chosen; of a run that has not told yet, none. */
export function useMethods(run: string): readonly string[] {
  return useQuery(scanQueries.choices(run)).data?.methods ?? [];
}
