// Named windows; the one in use is kept for the modality and device like every other setting of the look.
import { text } from '../../text/index.ts';
import { displayRange, type GreyWindow, type Intensity } from './displayTransform.ts';

export interface WindowPreset {
  name: string;
  label: string;
  /** null: the whole range of grey, or p0.5–p99.5 of stored samples. */
  window: GreyWindow | null;
}

/** Shares of the whole range that a window spans. */
const shares = { soft: [0, 1.3], retina: [0.1, 0.85], choroid: [0, 0.6], vitreous: [0, 0.35] } as const;

export function windowPresets(intensity: Intensity, storedWindow: GreyWindow): WindowPreset[] {
  const range = intensity === 'display' ? displayRange : storedWindow;
  const names = text.volume.windowNames;
  const whole = range.high - range.low;
  const spans = Object.entries(shares).map(([name, [from, to]]) => ({
    name,
    label: names[name as keyof typeof shares],
    window: { low: tidy(range.low + from * whole, whole), high: tidy(range.low + to * whole, whole) },
  }));
  return [{ name: 'usual', label: intensity === 'display' ? names.whole : names.percentile, window: null }, ...spans];
}

/** `own` for a window that is none of them. */
export function windowPresetOf(presets: readonly WindowPreset[], window: GreyWindow | null): string {
  const found = presets.find(preset => preset.window?.low === window?.low && preset.window?.high === window?.high);
  return found?.name ?? 'own';
}

function tidy(value: number, whole: number): number {
  return whole >= 64 ? Math.round(value) : Number(value.toPrecision(4));
}
