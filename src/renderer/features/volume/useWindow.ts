// The values drawn as black and as white, and the range that they can lie in.
import { displayRange, type GreyWindow, intensityOf } from './displayTransform.ts';
import type { LoadedVolume } from './useVolume.ts';

export interface ShownWindow {
  window: GreyWindow;
  range: GreyWindow;
  isUsual: boolean;
}

export function useWindow({ settings, storedWindow }: LoadedVolume): ShownWindow {
  const intensity = intensityOf(settings.preset);
  const range = intensity === 'display' ? displayRange : storedWindow;
  const own = settings.windows[intensity];
  return { window: own ?? range, range, isUsual: own === null };
}
