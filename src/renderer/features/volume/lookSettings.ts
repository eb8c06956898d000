// How a volume is shown, and which of it an address keeps, so that a link shows the same view.
import { type AspectMode, aspectModes } from './aspect.ts';
import { type DisplayPreset, displayPresets, type GreyWindow, type Intensity, intensityOf } from './displayTransform.ts';

export interface VolumeSettings {
  aspect: AspectMode;
  preset: DisplayPreset;
  /** null: the whole range of grey, or p0.5–p99.5 of stored samples. */
  windows: { [intensity in Intensity]: GreyWindow | null };
  /** Keys of layer lines that are switched off. */
  hiddenLayers: string[];
  /** Slices across the B-scans; null: where there is room. */
  isCrossing: boolean | null;
  isFillHatched: boolean;
  /** En face between B-scans: bands, or smoothed, which invents what lies between them. */
  isEnFaceSmooth: boolean;
}

export const usual: VolumeSettings = {
  aspect: 'times3',
  preset: 'vendor',
  windows: { display: null, stored: null },
  hiddenLayers: [],
  isCrossing: null,
  isFillHatched: true,
  isEnFaceSmooth: false,
};

export type Query = Record<string, string | undefined>;

/** What of the settings an address keeps; what is usual is left out. */
export function settingsQuery({ aspect, preset, windows, hiddenLayers, isCrossing }: VolumeSettings): Query {
  const window = windows[intensityOf(preset)];
  return {
    aspect: aspect === usual.aspect ? undefined : aspect,
    preset: preset === usual.preset ? undefined : preset,
    window: window === null ? undefined : `${window.low}~${window.high}`,
    layers: hiddenLayers.length === 0 ? undefined : hiddenLayers.map(name => `-${name}`).join('~'),
    across: isCrossing === null ? undefined : isCrossing ? 'on' : 'off',
  };
}

export function withQuery(settings: VolumeSettings, query: Query): VolumeSettings {
  const preset = displayPresets.find(name => name === query.preset) ?? settings.preset;
  const [low, high] = (query.window ?? '').split('~').map(Number);
  const window = low !== undefined && high !== undefined && high > low ? { low, high } : settings.windows[intensityOf(preset)];
  return {
    ...settings,
    preset,
    aspect: aspectModes.find(name => name === query.aspect) ?? settings.aspect,
    windows: { ...settings.windows, [intensityOf(preset)]: window },
    hiddenLayers: query.layers === undefined ? settings.hiddenLayers : query.layers.split('~').map(name => name.slice(1)),
    isCrossing: query.across === undefined ? settings.isCrossing : query.across === 'on',
  };
}
