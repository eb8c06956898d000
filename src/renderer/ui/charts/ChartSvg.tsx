// A chart as SVG with plain attributes only: small square charts on screen, and every chart in light colours when it is copied.
import { formatNumber } from '../../../shared/units.ts';
import type { ChartLine, ChartSpec } from './chartSpec.ts';
import { logTicks, spread, ticks } from './scale.ts';

export const chartThemes = {
  dark: { ground: 'none', grid: '#3A3A3A', tick: '#969696', text: '#E6E6E6', quiet: '#B3B3B3', bar: '#7A7A7A' },
  light: { ground: '#FFFFFF', grid: '#DDDDDD', tick: '#595959', text: '#111111', quiet: '#444444', bar: '#999999' },
} as const;

interface Props {
  spec: ChartSpec;
  widthPx: number;
  heightPx: number;
  theme?: keyof typeof chartThemes;
}

const font = 'Inter Variable, Inter, Arial, sans-serif';
const barsPx = 36;
const weights = { raw: [1, 0.25], train: [1.25, 0.6], validation: [2, 1] } as const;

export function ChartSvg({ spec, widthPx, heightPx, theme = 'dark' }: Props) {
  const colors = chartThemes[theme];
  const { lines, xRange, yRange, isLog = false, bars, marks = [] } = spec;
  const hasLabels = lines.length > 1 || theme === 'light';
  const bottom = 40 + (bars === undefined ? 0 : barsPx);
  const [left, right, top] = [44, hasLabels ? 92 : 12, theme === 'light' ? 30 : 8];
  const [plotWidth, plotHeight] = [widthPx - left - right, heightPx - top - bottom];
  const scaled = (value: number): number => (isLog ? Math.log10(Math.max(value, 1e-12)) : value);
  const [low, high] = [scaled(yRange[0]), scaled(yRange[1])];
  const x = (value: number): number => left + (plotWidth * (value - xRange[0])) / (xRange[1] - xRange[0] || 1);
  const y = (value: number): number => top + plotHeight * (1 - (scaled(value) - low) / (high - low || 1));
  const ends = lines.flatMap(line => {
    const end = line.points.findLast(point => point.y !== null);
    return end === undefined || line.weight === 'raw' ? [] : [{ line, end: { x: end.x, y: end.y as number } }];
  });
  const tops = spread(
    ends.map(({ end }) => y(end.y)),
    14,
    top + plotHeight - 4,
  );
  const yTicks = isLog ? logTicks(yRange[0], yRange[1]) : ticks(yRange[0], yRange[1], 4);
  const mostInBar = Math.max(1, ...(bars ?? []).map(({ count }) => count));
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      width={widthPx}
      height={heightPx}
      viewBox={`0 0 ${widthPx} ${heightPx}`}
      fontFamily={font}
      fontSize={11}
      aria-hidden="true"
    >
      <rect width={widthPx} height={heightPx} fill={colors.ground} />
      {theme === 'light' && (
        <text x={left} y={16} fontSize={13} fontWeight={600} fill={colors.text}>
          {spec.title}
        </text>
      )}
      {yTicks.map(value => (
        <g key={value}>
          <line x1={left} x2={left + plotWidth} y1={y(value)} y2={y(value)} stroke={colors.grid} />
          <text x={left - 6} y={y(value) + 4} textAnchor="end" fill={colors.tick}>
            {tickText(value, yRange)}
          </text>
        </g>
      ))}
      {ticks(xRange[0], xRange[1], 5).map(value => (
        <text key={value} x={x(value)} y={top + plotHeight + 15} textAnchor="middle" fill={colors.tick}>
          {tickText(value, xRange)}
        </text>
      ))}
      <text x={left + plotWidth / 2} y={heightPx - 5} textAnchor="middle" fill={colors.quiet}>
        {spec.xLabel}
      </text>
      <text transform={`translate(11 ${top + plotHeight / 2}) rotate(-90)`} textAnchor="middle" fill={colors.quiet}>
        {spec.yLabel}
      </text>
      {spec.hasDiagonal === true && (
        <line x1={x(xRange[0])} y1={y(yRange[0])} x2={x(xRange[1])} y2={y(yRange[1])} stroke={colors.tick} strokeDasharray="2 4" />
      )}
      {lines.map(line => (
        <g key={line.label}>
          {line.band != null && (
            <path
              d={`${line.band.map((at, i) => `${i === 0 ? 'M' : 'L'}${x(at.x).toFixed(1)} ${y(at.high).toFixed(1)}`).join('')}${line.band
                .toReversed()
                .map(at => `L${x(at.x).toFixed(1)} ${y(at.low).toFixed(1)}`)
                .join('')}Z`}
              fill={line.color}
              fillOpacity={0.2}
            />
          )}
          <path
            d={pathOf(line, x, y)}
            fill="none"
            stroke={inTheme(line.color, theme)}
            strokeWidth={weights[line.weight][0]}
            strokeOpacity={weights[line.weight][1]}
            strokeDasharray={line.dash?.join(' ') || undefined}
            strokeLinejoin="round"
            strokeLinecap="round"
          />
        </g>
      ))}
      {marks.map(mark => (
        <circle
          key={`${mark.label} ${mark.x}`}
          cx={x(mark.x)}
          cy={y(mark.y)}
          r={4}
          fill={colors.text}
          stroke={theme === 'light' ? '#FFFFFF' : '#1A1A1A'}
          strokeWidth={1.5}
        />
      ))}
      {hasLabels &&
        ends.map(({ line, end }, i) => (
          <text key={line.label} x={x(end.x) + 8} y={(tops[i] as number) + 4} fill={line.weight === 'train' ? colors.quiet : colors.text}>
            {line.label}
          </text>
        ))}
      {bars?.map(({ from, to, count }) => {
        const height = ((barsPx - 8) * count) / mostInBar;
        return (
          <rect
            key={from}
            x={x(from) + 0.5}
            y={heightPx - 20 - height}
            width={Math.max(1, x(to) - x(from) - 1)}
            height={height}
            fill={colors.bar}
          />
        );
      })}
    </svg>
  );
}

/** Pale line colours lose themselves on paper. */
function inTheme(color: string, theme: Props['theme']): string {
  return theme === 'light' && ['#E0E0E0', '#F8F551', '#FFE14D'].includes(color) ? '#7A7A7A' : color;
}

function pathOf({ points }: ChartLine, x: (value: number) => number, y: (value: number) => number): string {
  let isDown = false;
  return points
    .map(point => {
      if (point.y === null) {
        isDown = false;
        return '';
      }
      const command = isDown ? 'L' : 'M';
      isDown = true;
      return `${command}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`;
    })
    .join('');
}

export function tickText(value: number, [low, high]: readonly [number, number]): string {
  const span = high - low;
  if (value !== 0 && Math.abs(value) < 0.01) return value.toExponential(0).replace('-', '−');
  return formatNumber(
    value,
    span >= 5 || Number.isInteger(value) ? 0 : span >= 0.3 ? 1 + (Math.abs(Math.round(value * 10) - value * 10) < 1e-9 ? 0 : 1) : 2,
  );
}
