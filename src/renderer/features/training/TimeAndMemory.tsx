// How long it will take and how much memory, from measured steps; or how far the measuring is, or why there is none.
import { Button, Progress } from '@mantine/core';
import { formatTimeRange } from '../../../shared/timeRange.ts';
import { formatBytes } from '../../../shared/units.ts';
import type { TrainingEstimate } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import { PanelSection } from '../../ui/Panel.tsx';
import styles from './TimeAndMemory.module.css';
import type { useProbe } from './useProbe.ts';

const words = text.training;
/** Share of a step spent waiting from which it is worth a word. */
const tellingWait = 0.2;

interface Props {
  estimate: TrainingEstimate | null;
  isStale: boolean;
  probing: ReturnType<typeof useProbe>;
  canMeasure: boolean;
}

export function TimeAndMemory({ estimate, isStale, probing: { probe, measure, stop }, canMeasure }: Props) {
  return (
    <PanelSection title={words.time}>
      {estimate !== null ? (
        <Known estimate={estimate} isStale={isStale} />
      ) : probe.state === 'measuring' ? (
        <Measuring done={probe.done} total={probe.total} stop={stop} />
      ) : (
        <>
          <p className={styles.hint} role={probe.state === 'failed' ? 'alert' : undefined}>
            {probe.state === 'failed' ? probe.error.message : words.notMeasured}
          </p>
          <Button variant="default" size="compact-xs" disabled={!canMeasure} onClick={measure}>
            {words.measure}
          </Button>
        </>
      )}
    </PanelSection>
  );
}

function Known({ estimate, isStale }: { estimate: TrainingEstimate; isStale: boolean }) {
  const { lowMs, highMs, peakBytes, measuredSteps, device, waitShare } = estimate;
  const kind = /GPU/i.test(device) ? 'GPU' : 'CPU';
  return (
    <div data-stale={isStale} className={styles.known}>
      <p className={styles.headline}>
        {formatTimeRange(lowMs, highMs)} · {words.memory(formatBytes(peakBytes))}
      </p>
      <p className={styles.hint}>{words.measured(measuredSteps, kind)}</p>
      {waitShare > tellingWait && <p className={styles.hint}>{words.waits}</p>}
    </div>
  );
}

function Measuring({ done, total, stop }: { done: number; total: number; stop: () => void }) {
  const isBegun = done > 0;
  return (
    <div className={styles.measuring}>
      <span className={styles.hint} role="status">
        {isBegun ? words.measuring(done, total) : words.measuringSoon}
      </span>
      <Button variant="default" size="compact-xs" onClick={stop}>
        {words.stopMeasuring}
      </Button>
      <Progress
        className={styles.bar}
        size={4}
        color="accent"
        value={total === 0 ? 0 : (100 * done) / total}
        aria-label={words.time}
        transitionDuration={0}
      />
    </div>
  );
}
