// How far a run is, how fast it goes and how long it still takes (UX §2.8). The bar never runs back.
import { Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { growthOf, type TimeLeft, timeLeft, timeLeftText } from '../../../../shared/timeLeft.ts';
import { formatDuration, formatNumber, formatShare } from '../../../../shared/units.ts';
import type { Metric, RunDetails } from '../../../client/api.ts';
import { queries } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { marksOf } from '../metricPoints.ts';
import styles from './LiveTab.module.css';

export function RunPace({ run, metrics }: { run: RunDetails; metrics: Metric[] }) {
  const jobs = useQuery(queries.jobs());
  const position = jobs.data?.findIndex(job => job.run === run.id) ?? -1;
  if (run.state === 'queued') return <p className={styles.facts}>{text.run.queued(position)}</p>;
  if (run.state !== 'running' && run.state !== 'paused') return null;
  return <Pace run={run} metrics={metrics} />;
}

function Pace({ run, metrics }: { run: RunDetails; metrics: Metric[] }) {
  const nowMs = useNow(1000);
  const most = useRef(0);
  const { progress } = run;
  const { phase, done, total } = progress ?? { phase: '', done: 0, total: 0 };
  const isTraining = phase === 'train';
  most.current = Math.max(most.current, total > 0 && isTraining ? (100 * done) / total : 0);
  const left = useTimeLeft(run, metrics, nowMs);
  const words = progress === null ? text.run.starting : `${nounOf(phase)} ${formatNumber(done)} of ${formatNumber(total)}`;
  const { itemsPerSecond, waitShare } = (progress ?? {}) as { itemsPerSecond?: number; waitShare?: number };
  const leftText = left === null ? null : timeLeftText(left.now, clock);
  const facts: [string, string][] = [
    [text.run.elapsed, run.startedMs === null ? '—' : formatDuration(Math.max(0, nowMs - run.startedMs))],
    ...(isTraining && run.state === 'running' ? ([[text.run.timeLeft, leftText ?? text.run.early]] as [string, string][]) : []),
    ...(typeof itemsPerSecond === 'number'
      ? ([[text.run.throughput, `${formatNumber(itemsPerSecond)} scans/s`]] as [string, string][])
      : []),
    ...(typeof waitShare === 'number' ? ([[text.run.waiting, formatShare(waitShare, 100)]] as [string, string][]) : []),
  ];
  return (
    <section className={styles.pace} aria-label={text.run.progress}>
      <Progress
        value={isTraining ? most.current : total > 0 ? (100 * done) / total : 0}
        size="sm"
        aria-label={words}
        transitionDuration={0}
        color="var(--accent)"
        bg="var(--divider)"
      />
      <dl className={styles.facts}>
        <div>
          <dt>{text.states[run.state]}</dt>
          <dd>{words}</dd>
        </div>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {left?.growth != null && <p className={styles.time}>{text.run.grown[left.growth]}</p>}
    </section>
  );
}

/** The estimate, and for a while after it has grown why. */
function useTimeLeft(run: RunDetails, metrics: Metric[], nowMs: number): { now: TimeLeft; growth: ReturnType<typeof growthOf> } | null {
  const before = useRef<TimeLeft | null>(null);
  const grown = useRef<{ why: ReturnType<typeof growthOf>; atMs: number } | null>(null);
  const { progress } = run;
  if (progress === null || run.state !== 'running') return null;
  const marks = marksOf(metrics);
  const stepsPerEpoch = progress.phase === 'train' ? Math.round(progress.total / run.config.training.epochs) : 0;
  const lastSignMs = Math.max(marks.at(-1)?.atMs ?? 0, progress.timeMs, run.log.at(-1)?.atMs ?? 0);
  const now = timeLeft({ marks, totalSteps: progress.total, stepsPerEpoch, nowMs, lastSignMs });
  const why = before.current === null ? null : growthOf(before.current, now);
  if (why !== null) grown.current = { why, atMs: nowMs };
  before.current = now;
  return { now, growth: grown.current !== null && nowMs - grown.current.atMs < 60_000 ? grown.current.why : null };
}

function useNow(everyMs: number): number {
  const [nowMs, setNowMs] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return nowMs;
}

function clock(atMs: number): string {
  const date = new Date(atMs);
  return `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
}

function nounOf(phase: string): string {
  const [what = '', part] = phase.split(' ');
  const nouns: Record<string, string> = { train: 'Training step', explain: 'Explaining scan', predict: 'Predicting scan' };
  if (what === 'evaluate') return `Evaluating ${part === undefined ? '' : `${text.parts[part] ?? part} `}scan`;
  return nouns[what] ?? phase;
}
