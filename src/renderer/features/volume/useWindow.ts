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

/** Of all the volume at once, which is grey as the format displays it; raw values are a matter of single B-scans. */
export function useWholeWindow(volume: LoadedVolume): GreyWindow {
  const { window } = useWindow(volume);
  return volume.settings.preset === 'linear' ? displayRange : window;
}
