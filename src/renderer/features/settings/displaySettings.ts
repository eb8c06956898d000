// Scale and density of the window, put on the document's root, which theme and styles read.
import { useEffect } from 'react';
import { usePreference } from '../../client/preferences.ts';

export const uiScales = [0.9, 1, 1.15, 1.3] as const;
export const densities = ['usual', 'comfortable'] as const;

export function useDisplaySettings(): void {
  const [scale] = usePreference<number>('display.scale', 1);
  const [density] = usePreference<string>('display.density', 'usual');
  useEffect(() => {
    document.documentElement.style.zoom = String(uiScales.find(known => known === scale) ?? 1);
    document.documentElement.dataset.density = density;
  }, [scale, density]);
}
