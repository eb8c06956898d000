// The centre of the viewer: options above, the scan with what must stand on it, the legend below.
import { Loader } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { type ScanAddress, scanQueries } from '../../client/queries/scans.ts';
import { text } from '../../text/index.ts';
import { CanvasFailure, CanvasWaiting } from '../../ui/CanvasMessage.tsx';
import { EyeMark } from '../../ui/EyeMark.tsx';
import { LegendBar, type ModelView, useHeatSettings } from '../answer/index.ts';
import { pixelAspect, type Spacing } from './aspect.ts';
import { ScanCanvas } from './ScanCanvas.tsx';
import styles from './ScanStage.module.css';
import { ViewerStatus } from './ViewerStatus.tsx';
import { useView, useViewSettings } from './viewerState.ts';

interface Props {
  address: ScanAddress;
  name: string;
  /** As far as it is known. */
  eye: 'OD' | 'OS' | null;
  spacing: Spacing | null;
  /** Photographs have no eye to be told. */
  model: ModelView;
  options: ReactNode;
}

export function ScanStage({ address, name, eye, spacing, model, options }: Props) {
  const [settings] = useViewSettings();
  const [{ hasContours }] = useHeatSettings();
  const isHeatShown = useView(state => state.isHeatShown);
  const query = useQuery(scanQueries.pixels(address));
  const { data: pixels, error, isFetching, refetch } = query;
  const words = text.viewer;
  const mode = spacing === null ? 'pixels' : settings.aspect;
  const { answer } = model;
  const answerWords =
    answer === undefined ? null : words.answerWords(answer.classes[answer.predicted] ?? '', answer.probabilities[answer.predicted] ?? 0);
  return (
    <div className={styles.stage}>
      <div className={styles.options}>{options}</div>
      <div className={styles.scan}>
        {pixels !== undefined && error === null && (
          <>
            <ScanCanvas
              address={address}
              label={words.scan(name, answerWords)}
              pixels={pixels}
              aspect={pixelAspect(mode, spacing)}
              isFillHatched={settings.isFillHatched}
              heat={model.grid === null ? null : { grid: model.grid, scaleMax: model.scaleMax, hasContours }}
            />
            <EyeMark eye={eye} hint={words.eyeUnknownHint} />
            {mode !== 'micrometres' && (
              <span className={styles.aspect} title={spacing === null ? words.spacingUnknown : undefined}>
                {words.aspects[mode]}
              </span>
            )}
          </>
        )}
        {error !== null && <CanvasFailure error={error} again={{ label: words.loadAgain, run: () => void refetch() }} />}
        {pixels === undefined && isFetching && <CanvasWaiting>{words.loadingScan}</CanvasWaiting>}
        <HeatState model={model} />
        <ViewerStatus />
      </div>
      <div className={styles.below}>
        <LegendBar model={model} isMapShown={isHeatShown} />
      </div>
    </div>
  );
}

/** Why there is no map where one is asked for: it is being computed, it is flat, it failed. */
function HeatState({ model }: { model: ModelView }) {
  const isHeatShown = useView(state => state.isHeatShown);
  const { data, error, isFetching } = model.heatMap;
  const words = text.viewer;
  if (!isHeatShown) return null;
  if (isFetching && data === undefined) {
    return (
      <span className={styles.heatState} role="status">
        <Loader size={12} color="var(--hint)" /> {words.explaining}
      </span>
    );
  }
  if (error === null && data?.flat !== undefined) {
    return (
      <span className={styles.heatState} role="status">
        {data.flat}
      </span>
    );
  }
  return null;
}
