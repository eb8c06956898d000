// How uPlot draws a chart here: dark, labels at the line ends, one second line of ticks for time.
import uPlot from 'uplot';
import { chartThemes, tickText } from './ChartSvg.tsx';
import type { ChartSpec } from './chartSpec.ts';
import { logTicks, spread, ticks } from './scale.ts';

interface Shown {
  spec: ChartSpec;
  xNote?: ((x: number) => string | null) | undefined;
}

const colors = chartThemes.dark;
const font = "11px 'Inter Variable', Inter, sans-serif";
const weights = { raw: [1, 0.25], train: [1.25, 0.6], validation: [2, 1] } as const;
const labelsPx = 68;

/** Lines by their own places on x, joined: undefined between a line's own points, null where it has a gap. */
export function curveData({ lines }: ChartSpec): uPlot.AlignedData {
  const tables = lines.map(({ points }): uPlot.AlignedData => [points.map(({ x }) => x), points.map(({ y }) => y)]);
  return tables.length === 0 ? [[]] : (uPlot.join(tables) as uPlot.AlignedData);
}

export function uplotOptions(shown: { current: Shown }, { widthPx, heightPx }: { widthPx: number; heightPx: number }): uPlot.Options {
  const { spec, xNote } = shown.current;
  const { isLog = false } = spec;
  const axis = { stroke: colors.tick, font, ticks: { show: false } };
  return {
    width: widthPx,
    height: heightPx,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, points: { size: 6 }, y: false },
    padding: [8, labelsPx, 0, 0],
    scales: {
      x: { time: false, range: () => [...shown.current.spec.xRange] },
      y: { distr: isLog ? 3 : 1, range: () => [...shown.current.spec.yRange] },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        size: xNote === undefined ? 24 : 38,
        splits: () => ticks(shown.current.spec.xRange[0], shown.current.spec.xRange[1], widthPx < 420 ? 3 : 6),
        values: (_, splits) =>
          splits.map(x => {
            const note = shown.current.xNote?.(x) ?? null;
            return note === null ? tickText(x, shown.current.spec.xRange) : `${tickText(x, shown.current.spec.xRange)}\n${note}`;
          }),
      },
      {
        ...axis,
        grid: { stroke: colors.grid, width: 1 },
        size: 44,
        splits: () => {
          const [low, high] = shown.current.spec.yRange;
          return isLog ? logTicks(low, high) : ticks(low, high, 4);
        },
        filter: (_, splits) => splits,
        values: (_, splits) => splits.map(value => (value === null ? '' : tickText(value, shown.current.spec.yRange))),
      },
    ],
    series: [
      {},
      ...spec.lines.map(({ label, weight, color, dash = [] }) => ({
        label,
        stroke: color,
        dash: [...dash],
        width: weights[weight][0],
        alpha: weights[weight][1],
        points: { show: (u: uPlot, index: number) => weight !== 'raw' && countOf(u, index) < 3, size: 5, fill: color },
        spanGaps: false,
      })),
    ],
    hooks: { draw: [u => drawOver(u, shown.current.spec)] },
  };
}

function countOf(u: uPlot, index: number): number {
  return (u.data[index] as (number | null | undefined)[]).reduce<number>((sum, value) => (value == null ? sum : sum + 1), 0);
}

/** Labels at the line ends and marks, in the canvas's own pixels. */
function drawOver(u: uPlot, { lines, marks = [] }: ChartSpec): void {
  const { ctx } = u;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = font.replace('11px', `${11 * ratio}px`);
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  const ends = lines.flatMap(line => {
    const end = line.points.findLast(point => point.y !== null);
    if (end?.y == null || line.weight === 'raw') return [];
    return [{ line, left: u.valToPos(end.x, 'x', true), top: u.valToPos(end.y, 'y', true) }];
  });
  const tops = spread(
    ends.map(({ top }) => top),
    14 * ratio,
    u.bbox.top + u.bbox.height - 4 * ratio,
  );
  for (const [i, { line, left }] of ends.entries()) {
    ctx.fillStyle = line.weight === 'train' ? colors.quiet : colors.text;
    ctx.fillText(line.label, left + 8 * ratio, tops[i] as number);
  }
  for (const mark of marks) {
    ctx.beginPath();
    ctx.arc(u.valToPos(mark.x, 'x', true), u.valToPos(mark.y, 'y', true), 4 * ratio, 0, 2 * Math.PI);
    ctx.fillStyle = colors.text;
    ctx.strokeStyle = '#1A1A1A';
    ctx.lineWidth = 1.5 * ratio;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}
