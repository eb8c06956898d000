// A chart as data: what is drawn on screen, read out at the cursor, and copied as picture or table.
export interface ChartPoint {
  x: number;
  /** null where there is no finite value: a gap says more than a line across it. */
  y: number | null;
}

export interface ChartLine {
  label: string;
  points: ChartPoint[];
  /** `raw`: every step, faint; `train`: thin; `validation`: what counts. */
  weight: 'raw' | 'train' | 'validation';
  color: string;
  /** Lengths of strokes and gaps; none: a whole line. */
  dash?: readonly number[];
  /** 95 % interval around the line. */
  band?: { x: number; low: number; high: number }[] | null;
}

export interface ChartSpec {
  title: string;
  /** "What is this?" in a sentence or two. */
  explanation: string;
  xLabel: string;
  yLabel: string;
  lines: ChartLine[];
  xRange: readonly [number, number];
  yRange: readonly [number, number];
  isLog?: boolean;
  /** What chance, or perfect honesty, would look like. */
  hasDiagonal?: boolean;
  marks?: { x: number; y: number; label: string }[];
  /** Counts below the plot, each over its stretch of x. */
  bars?: { from: number; to: number; count: number }[];
}

/** The colours of runs and their lines (UX §2.6). */
export const lineColor = '#678AF8';

/** One row a point; plain numbers, as programs read them. */
export function chartCsv({ xLabel, lines, bars }: ChartSpec): string {
  const quoted = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const rows = lines.flatMap(({ label, points, band }) =>
    points.map(({ x, y }) => {
      const at = band?.find(entry => entry.x === x);
      return [quoted(label), x, y ?? '', at?.low ?? '', at?.high ?? ''].join(',');
    }),
  );
  const counts = (bars ?? []).map(({ from, to, count }) => `count ${from.toFixed(4)} to ${to.toFixed(4)},${(from + to) / 2},${count},,`);
  return `${['line', quoted(xLabel), 'value', 'low', 'high'].join(',')}\n${[...rows, ...counts].join('\n')}\n`;
}
