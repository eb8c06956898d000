// What the panes of one volume share: samples, layer lines, fundus picture. B-scans can be
// looked at as they come, the one on screen first.
import { useQueries, useQuery } from '@tanstack/react-query';
import { createContext, useContext, useEffect, useMemo, useRef } from 'react';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import { queryClient } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { endComing, useComingBscan, wantBscan } from './comingVolume.ts';
import { type GreyWindow, intensityOf, percentileWindow, type Samples } from './displayTransform.ts';
import { type EnFaceChoice, usualEnFace } from './enFace.ts';
import type { VolumeSettings } from './lookSettings.ts';
import type { VolumeOverlay } from './overlay.ts';
import { type LayerLine, layerLines } from './surfaces.ts';
import { volumeData } from './volumeData.ts';

export type FundusContent = 'localizer' | 'enface' | 'depth';

export interface LoadedVolume {
  view: VolumeView;
  /** [bscan, row, column]; null until all of it has come. */
  grey: Uint8Array | null;
  /** Its B-scans are coming, the one on screen first. */
  isComing: boolean;
  /** Why it has not come and will not. */
  greyError: unknown;
  /** [surface, bscan, column]; null without any. */
  heights: Float32Array | null;
  lines: readonly LayerLine[];
  localizer: ImageBitmap | null;
  overlay: VolumeOverlay | null;
  settings: VolumeSettings;
  change: (values: Partial<VolumeSettings>) => void;
  /** Between which lines the en face projection runs. */
  enFace: EnFaceChoice;
  /** Black and white of stored samples. */
  storedWindow: GreyWindow;
}

export const VolumeContext = createContext<LoadedVolume | null>(null);

export function useVolume(): LoadedVolume {
  const volume = useContext(VolumeContext);
  if (volume === null) throw new Error('Expected to be inside a volume’s room.');
  return volume;
}

/** Samples in one volume that the window takes in: of more, B-scans are looked at one by one. */
const samplesAtMost = 1.2e9;
/** B-scans that the window of stored samples is worked out from. */
const probes = 5;

/** `firstFrame`: the B-scan on screen when the room opened. */
export function useLoadedVolume(
  view: VolumeView,
  firstFrame: number,
  overlay: VolumeOverlay | null,
  [settings, change]: [VolumeSettings, (values: Partial<VolumeSettings>) => void],
  chosen: EnFaceChoice | null,
): LoadedVolume {
  const { shape, surfaces, localizer, modality } = view.header;
  const samples = shape.bscans * shape.rows * shape.columns;
  const isStreamed = shape.bscans > 1 && samples <= samplesAtMost;
  const tooLarge = useMemo(
    () => (samples > samplesAtMost ? new AppError('environment', text.volumeRendering.tooLarge(samplesAtMost, samples)) : null),
    [samples],
  );
  const heights = useQuery({ ...volumeData.surfaces(view), enabled: surfaces.length > 0 }).data ?? null;
  const picture = useQuery({ ...volumeData.localizer(view), enabled: localizer !== null }).data ?? null;
  const volume = useQuery({ ...volumeData.volume(view, firstFrame), enabled: isStreamed });
  useEffect(() => {
    if (volume.data !== undefined) endComing(view, volume.data);
  }, [view, volume.data]);
  const lines = useMemo(() => (heights === null ? [] : layerLines(surfaces, heights)), [surfaces, heights]);
  const storedWindow = useStoredWindow(view, intensityOf(settings.preset) === 'stored');
  return {
    ...{ view, heights, lines, overlay, settings, change, storedWindow, localizer: picture },
    enFace: chosen ?? usualEnFace(surfaces, modality),
    grey: volume.data ?? null,
    greyError: volume.error ?? tooLarge,
    isComing: isStreamed && volume.data === undefined && volume.error === null,
  };
}

function useStoredWindow(view: VolumeView, isNeeded: boolean): GreyWindow {
  const { bscans } = view.header.shape;
  const frames = useMemo(() => {
    const count = Math.min(probes, bscans);
    return [...new Set(Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * bscans) / count)))];
  }, [bscans]);
  const parts = useQueries({ queries: frames.map(frame => ({ ...volumeData.stored(view, frame), enabled: isNeeded })) });
  const known = parts.flatMap(({ data }) => data ?? []);
  // The arrays themselves never change: how many there are says which.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  return useMemo(() => percentileWindow(known), [known.length, view.version]);
}

export interface BscanSamples {
  samples: Samples;
  bscan: number;
}

interface ShownBscan {
  /** null before the first. */
  shown: BscanSamples | null;
  /** Another one was asked for and has not come. */
  isLate: boolean;
  error: unknown;
  retry: () => void;
}

/** What the B-scan pane paints. The last one stays, dimmed, until the asked one has come. */
export function useBscan({ view, grey, isComing, settings }: LoadedVolume, bscan: number): ShownBscan {
  const { rows, columns } = view.header.shape;
  const isStored = intensityOf(settings.preset) === 'stored';
  const coming = useComingBscan(view, bscan);
  const slice = useMemo(
    () => (grey === null ? coming : grey.subarray(bscan * rows * columns, (bscan + 1) * rows * columns)),
    [grey, coming, bscan, rows, columns],
  );
  useEffect(() => {
    if (isComing) wantBscan(view, bscan);
  }, [view, bscan, isComing]);
  const single = useQuery({ ...volumeData.grey(view, bscan), enabled: !isStored && slice === null && !isComing });
  const stored = useQuery({ ...volumeData.stored(view, bscan), enabled: isStored });
  usePrepared(view, bscan, isStored, slice !== null || isComing);
  const samples = isStored ? stored.data : (slice ?? single.data);
  const shown = useRef<BscanSamples | null>(null);
  if (samples !== undefined && (shown.current?.samples !== samples || shown.current.bscan !== bscan)) shown.current = { samples, bscan };
  const asked = isStored ? stored : single;
  const isLate = samples === undefined;
  return { shown: shown.current, isLate, error: isLate ? asked.error : null, retry: () => void asked.refetch() };
}

/** The B-scans beside this one, so that the next step is there before it is asked for. */
function usePrepared(view: VolumeView, bscan: number, isStored: boolean, isStreamed: boolean): void {
  useEffect(() => {
    if (!isStored && isStreamed) return;
    for (const near of [bscan + 1, bscan - 1, bscan + 2]) {
      if (near < 0 || near >= view.header.shape.bscans) continue;
      if (isStored) void queryClient.prefetchQuery(volumeData.stored(view, near));
      else void queryClient.prefetchQuery(volumeData.grey(view, near));
    }
  }, [view, bscan, isStored, isStreamed]);
}
