// How volumes of one modality and device are shown: kept by profile, over that what the address says, so that a link shows the same view.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { usePreference } from '../../client/preferences.ts';
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

const usual: VolumeSettings = {
  aspect: 'times3',
  preset: 'vendor',
  windows: { display: null, stored: null },
  hiddenLayers: [],
  isCrossing: null,
  isFillHatched: true,
  isEnFaceSmooth: false,
};

type Query = Record<string, string | undefined>;

export function useVolumeSettings(
  { modality, device }: Pick<VolumeHeader, 'modality' | 'device'>,
  query: Query,
  changeQuery: (change: Query) => void,
): [VolumeSettings, (change: Partial<VolumeSettings>) => void] {
  const key = ['volume', modality, device.manufacturer ?? 'unknown', device.model ?? 'unknown'].join('.');
  const [text, store] = usePreference<string>(key, '');
  const settings = withQuery(parsed(text), query);
  return [
    settings,
    change => {
      const next = { ...settings, ...change };
      store(JSON.stringify(next));
      changeQuery(settingsQuery(next));
    },
  ];
}

function parsed(text: string): VolumeSettings {
  if (text === '') return usual;
  const stored = JSON.parse(text) as Partial<VolumeSettings>;
  return { ...usual, ...stored, windows: { ...usual.windows, ...stored.windows } };
}

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
