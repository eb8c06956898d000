// Curves that grow while one looks: drawn by uPlot, labelled at the line ends, read out at the cursor by mouse and by keyboard.
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { formatNumber, undefinedMark } from '../../../shared/units.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { tickText } from './ChartSvg.tsx';
import styles from './CurveChart.module.css';
import type { ChartSpec } from './chartSpec.ts';
import { curveData, uplotOptions } from './uplotOptions.ts';

interface Props {
  spec: ChartSpec;
  /** Grows with the width where it is not given. */
  heightPx?: number;
  /** A second line under the ticks of x, such as the time. */
  xNote?: (x: number) => string | null;
  aside?: React.ReactNode;
}

export function CurveChart({ spec, heightPx: fixedPx, xNote, aside }: Props) {
  const { ref: measure, width: widthPx } = useElementSize<HTMLDivElement>();
  const heightPx = fixedPx ?? Math.round(Math.min(420, Math.max(220, 0.3 * widthPx)));
  const holder = useRef<HTMLDivElement>(null);
  const ref = useMergedRef(measure, holder);
  const plot = useRef<uPlot | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const xs = pointsToRead(spec);
  const at = cursor ?? xs.length - 1;
  const place = xs[Math.min(at, xs.length - 1)];
  const newest = useRef({ spec, xNote });
  newest.current = { spec, xNote };
  const shape = `${widthPx} ${heightPx} ${spec.isLog} ${spec.lines.map(line => line.label).join()}`;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the plot is made anew for another shape, and fed below for other data
  useEffect(() => {
    if (holder.current === null || widthPx === 0) return;
    const made = new uPlot(uplotOptions(newest, { widthPx, heightPx }), curveData(newest.current.spec), holder.current);
    plot.current = made;
    return () => {
      made.destroy();
      plot.current = null;
    };
  }, [shape]);
  useEffect(() => {
    plot.current?.setData(curveData(spec));
    // The ticks tell times, which come with the data even where the range of the axis stays.
    plot.current?.redraw(false, true);
  }, [spec]);
  useEffect(() => {
    const current = plot.current;
    if (current === null || place === undefined) return;
    if (cursor === null) current.setCursor({ left: -10, top: -10 });
    else current.setCursor({ left: current.valToPos(place, 'x'), top: 0 });
  }, [cursor, place]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10, Home: -xs.length, End: xs.length }[event.key];
    if (event.key === 'Escape') setCursor(null);
    if (step === undefined || xs.length === 0) return;
    event.preventDefault();
    setCursor(Math.min(xs.length - 1, Math.max(0, at + step)));
  };
  const readout = place === undefined ? '' : readoutAt(spec, place, xNote);
  return (
    <ChartFrame spec={spec} aside={aside}>
      <div
        ref={ref}
        className={styles.plot}
        style={{ height: heightPx }}
        role="slider"
        tabIndex={0}
        aria-label={spec.title}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xs.length - 1)}
        aria-valuenow={Math.max(0, at)}
        aria-valuetext={readout}
        onKeyDown={onKeyDown}
        onBlur={() => setCursor(null)}
      />
      <p className={styles.readout}>{readout}</p>
    </ChartFrame>
  );
}

/** The places that the cursor visits: those of the lines that count, else of any. */
function pointsToRead({ lines }: ChartSpec): number[] {
  const read = lines.filter(line => line.weight !== 'raw' && line.points.length > 0);
  const all = (read.length > 0 ? read : lines).flatMap(line => line.points.map(point => point.x));
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Three decimals; of small values, such as learning rates, three digits. */
function valueText(value: number | null): string {
  if (value === null) return undefinedMark;
  return value !== 0 && Math.abs(value) < 0.01 ? value.toPrecision(3).replace('-', '−') : formatNumber(value, 3);
}

function readoutAt({ lines, xLabel }: ChartSpec, x: number, xNote: Props['xNote']): string {
  const values = lines
    .filter(({ weight }) => weight !== 'raw')
    .flatMap(({ label, points }) => {
      const point = points.find(candidate => candidate.x === x);
      return point === undefined ? [] : [`${label} ${valueText(point.y)}`];
    });
  const note = xNote?.(x) ?? null;
  return [`${xLabel} ${tickText(x, [0, 10])}`, ...(note === null ? [] : [note]), ...values].join(' · ');
}
