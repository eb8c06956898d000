// A chart of one measure over epochs: labels at the line ends, no legend box (UX §2.6).
import { useElementSize } from '@mantine/hooks';
import { formatNumber } from '../../../shared/units.ts';
import styles from './CurveChart.module.css';
import { type Point, spread, ticks } from './curveScale.ts';

export interface Line {
  label: string;
  pieces: Point[][];
  /** `raw`: every step, `train`: means of epochs, `validation`: what counts. */
  weight: 'raw' | 'train' | 'validation';
}

interface Props {
  title: string;
  lines: Line[];
  epochs: number;
  /** Fixed for bounded measures; null: from 0 to the highest value. */
  range: [number, number] | null;
  /** The checkpoint in use. */
  mark: Point | null;
}

const heightPx = 220;
const margin = { left: 40, right: 104, top: 8, bottom: 24 };

export function CurveChart({ title, lines, epochs, range, mark }: Props) {
  const { ref, width: widthPx } = useElementSize<HTMLDivElement>();
  const shown = lines.filter(({ pieces }) => pieces.length > 0);
  const values = shown.flatMap(({ pieces }) => pieces.flatMap(piece => piece.map(point => point.value)));
  const [low, high] = range ?? [Math.min(0, ...values), Math.max(1e-6, ...values.map(value => value * 1.05))];
  const plotWidth = Math.max(0, widthPx - margin.left - margin.right);
  const plotHeight = heightPx - margin.top - margin.bottom;
  const x = (epoch: number): number => margin.left + (plotWidth * epoch) / Math.max(1, epochs);
  const y = (value: number): number => margin.top + plotHeight * (1 - (value - low) / (high - low));
  const ends = shown.filter(({ weight }) => weight !== 'raw').map(line => ({ ...line, end: line.pieces.at(-1)?.at(-1) as Point }));
  const labelTops = spread(
    ends.map(({ end }) => y(end.value)),
    14,
  );
  const summary = ends.map(({ label, end }) => `${label} ${formatNumber(end.value, 3)} at epoch ${formatNumber(end.epoch)}`).join(', ');
  return (
    <div ref={ref} className={styles.chart}>
      <h3 className={styles.title}>{title}</h3>
      {widthPx > 0 && (
        <svg width={widthPx} height={heightPx} role="img" aria-label={`${title}: ${summary}`}>
          {ticks(low, high, 4).map(value => (
            <g key={value}>
              <line className={styles.grid} x1={margin.left} x2={margin.left + plotWidth} y1={y(value)} y2={y(value)} />
              <text className={styles.tick} x={margin.left - 6} y={y(value) + 4} textAnchor="end">
                {formatNumber(value, high - low < 5 ? 2 : 0)}
              </text>
            </g>
          ))}
          {ticks(0, epochs, Math.min(epochs, 6)).map(epoch => (
            <text key={epoch} className={styles.tick} x={x(epoch)} y={heightPx - 8} textAnchor="middle">
              {formatNumber(epoch)}
            </text>
          ))}
          <text className={styles.tick} x={margin.left + plotWidth + 10} y={heightPx - 8}>
            epoch
          </text>
          {shown.map(({ label, pieces, weight }) =>
            pieces.map(piece => (
              <path
                key={`${label} ${piece[0]?.epoch}`}
                className={styles.line}
                data-weight={weight}
                d={piece.map(({ epoch, value }, i) => `${i === 0 ? 'M' : 'L'}${x(epoch).toFixed(1)} ${y(value).toFixed(1)}`).join('')}
              />
            )),
          )}
          {mark !== null && <circle className={styles.mark} cx={x(mark.epoch)} cy={y(mark.value)} r={4} />}
          {ends.map(({ label, end, weight }, i) => (
            <text key={label} className={styles.label} data-weight={weight} x={x(end.epoch) + 8} y={(labelTops[i] as number) + 4}>
              {label}
            </text>
          ))}
        </svg>
      )}
    </div>
  );
}
