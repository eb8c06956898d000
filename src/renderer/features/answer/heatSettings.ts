// How heat maps are drawn wherever they are, kept per profile.
import { usePreference } from '../../client/preferences.ts';

export interface HeatSettings {
  [key: string]: string | boolean;
  method: string;
  hasContours: boolean;
  isSameScale: boolean;
}

const usual: HeatSettings = { method: 'gradcam', hasContours: false, isSameScale: false };

export function useHeatSettings(): [HeatSettings, (change: Partial<HeatSettings>) => void] {
  const [stored, store] = usePreference<HeatSettings>('heatMap', usual);
  const settings = { ...usual, ...stored };
  return [settings, change => store({ ...settings, ...change } as HeatSettings)];
}
