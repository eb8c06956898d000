// What the viewer shows and how: what lasts is kept per profile, what a link or a key press decides lives only here.
import { create } from 'zustand';
import { usePreference } from '../../client/preferences.ts';
import { strongest } from '../../ui/opacitySteps.ts';
import type { AspectMode } from './aspect.ts';
import type { GreyWindow } from './paintPixels.ts';
import type { Viewport } from './viewport.ts';

interface ViewState {
  isHeatShown: boolean;
  /** Place in `opacitySteps`; never stored: nobody shall come back to an empty overlay and believe it. */
  opacityStep: number;
  /** While Q is held. */
  isRawHeld: boolean;
  /** While the space bar is held. */
  isPanHeld: boolean;
  /** null: fitted. */
  viewport: Viewport | null;
  /** null: the scan's own. */
  window: GreyWindow | null;
  /** For the status bar: what lies under the cursor. */
  readout: string | null;
  /** Of the canvas on screen: about its middle. */
  zoomBy: (factor: number) => void;
}

const initial: ViewState = {
  isHeatShown: true,
  opacityStep: strongest,
  isRawHeld: false,
  isPanHeld: false,
  viewport: null,
  window: null,
  readout: null,
  zoomBy: () => undefined,
};

export const useView = create<ViewState>()(() => initial);

/** Another scan: seen whole, in its own window. */
export function resetView(): void {
  useView.setState({ viewport: null, window: null, readout: null });
}

export interface ViewSettings {
  [key: string]: string | boolean;
  aspect: AspectMode;
  isFillHatched: boolean;
}

const usual: ViewSettings = { aspect: 'times3', isFillHatched: true };

export function useViewSettings(): [ViewSettings, (change: Partial<ViewSettings>) => void] {
  const [stored, store] = usePreference<ViewSettings>('viewer', usual);
  const settings = { ...usual, ...stored };
  return [settings, change => store({ ...settings, ...change } as ViewSettings)];
}
