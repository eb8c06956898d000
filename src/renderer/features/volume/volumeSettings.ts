// How volumes of one modality and device are shown: kept by profile, over that what the address says.
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import { usePreference } from '../../client/preferences.ts';
import { type Query, settingsQuery, usual, type VolumeSettings, withQuery } from './lookSettings.ts';

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
