// Progress of work over files as a live line: `read 1 200 of 5 000 · 350/s · 11 s left`.
import { formatDuration, formatNumber } from '../../shared/units.ts';
import type { Output } from './output.ts';

interface FileProgress {
  phase: string;
  done: number;
  total: number;
  itemsPerSecond: number;
}

export function progressLine(output: Output): (progress: FileProgress) => void {
  return ({ phase, done, total, itemsPerSecond }) => {
    const count = total === 0 ? formatNumber(done) : `${formatNumber(done)} of ${formatNumber(total)}`;
    const left = total > done && itemsPerSecond > 0 ? ` · ${formatDuration(((total - done) / itemsPerSecond) * 1000)} left` : '';
    output.live(`${phase} ${count} · ${formatNumber(itemsPerSecond)}/s${left}`);
  };
}
