// A stretch of time that is not known exactly, for people (UX §2.8): whole minutes under 10, fives under an hour, tens beyond.
import { formatNumber, narrowSpace } from './units.ts';

const minuteMs = 60_000;

/** `under 1 min`, `≈ 4 min`, `≈ 6–8 min`, `≈ 25–35 min`, `≈ 1 h 20 min – 1 h 50 min`. */
export function formatTimeRange(lowMs: number, highMs: number): string {
  if (highMs < minuteMs) return `under 1${narrowSpace}min`;
  const stepMin = highMs < 10 * minuteMs ? 1 : highMs < 60 * minuteMs ? 5 : 10;
  const low = Math.floor(lowMs / minuteMs / stepMin) * stepMin;
  const high = Math.ceil(highMs / minuteMs / stepMin) * stepMin;
  if (low === high) return `≈ ${minutes(high)}`;
  if (low === 0) return `up to ${minutes(high)}`;
  return high < 60 ? `≈ ${low}–${minutes(high)}` : `≈ ${minutes(low)} – ${minutes(high)}`;
}

function minutes(count: number): string {
  const [hours, rest] = [Math.floor(count / 60), count % 60];
  if (hours === 0) return `${count}${narrowSpace}min`;
  return `${formatNumber(hours)}${narrowSpace}h${rest === 0 ? '' : ` ${rest}${narrowSpace}min`}`;
}
