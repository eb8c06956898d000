// A phantom volume as a reader would give it, for the writers of exchange formats: samples, masks, and layer lines as numbers.
import { arrayHeader, arraySeries } from '../../formats/arraySeries.ts';
import type { StoredBscan, VolumeSeries } from '../../formats/volumeFormat.ts';
import type { PhantomVolume } from './makeVolume.ts';

const measured = (value: number) => ({ value, source: 'measured' as const });

/** `finest`: as the device stores it (float32, 16 or 8 bits); `integers`: its grey where that is float, for formats without floats. */
export function phantomVolumeSeries(volume: PhantomVolume, samples: 'finest' | 'integers'): VolumeSeries {
  const { levels, power, grey, localizer, localizerSpacingUm, paths, quality, averaged } = volume;
  const data = levels ?? (samples === 'finest' ? power : undefined) ?? grey;
  const series = arraySeries({
    header: arrayHeader({
      ...known(volume, data),
      modality: 'OCT',
      scanPattern: 'raster',
      acquiredAt: volume.acquiredAt,
      bscans: paths.map((path, i) => ({ path, quality: quality[i] ?? null, averaged: averaged[i] ?? null, acquiredAt: null })),
      localizer: {
        ...{ rows: localizer.rows, columns: localizer.columns, channels: 1 },
        spacingUm: { row: measured(localizerSpacingUm), column: measured(localizerSpacingUm) },
      },
      surfaces: volume.surfaces.map(({ name }) => ({ name, stored: name, source: 'model' as const })),
    }),
    readStored: readerOf(data, volume),
    readLocalizer: async () => localizer,
  });
  return { ...series, readSurface: async index => (volume.surfaces[index] as PhantomVolume['surfaces'][number]).heights };
}

/** The lesion labels [bscan, row, column]. */
export function maskSeries(volume: PhantomVolume): VolumeSeries {
  return arraySeries({ header: arrayHeader(known(volume, volume.mask)), readStored: readerOf(volume.mask, volume) });
}

/** The layer lines as float32 [bscan, surface, column]: heights in rows from the top, NaN where there is none. */
export function surfaceSeries(volume: PhantomVolume): VolumeSeries {
  const { bscans, columns } = volume.shape;
  const rows = volume.surfaces.length;
  const data = new Float32Array(bscans * rows * columns);
  for (const [i, { heights }] of volume.surfaces.entries()) {
    for (let bscan = 0; bscan < bscans; bscan++)
      data.set(heights.subarray(bscan * columns, (bscan + 1) * columns), (bscan * rows + i) * columns);
  }
  const shape = { bscans, rows, columns };
  const header = { ...known(volume, data), shape: { ...shape, channels: 1 as const } };
  return arraySeries({
    header: arrayHeader({ ...header, spacingUm: { ...header.spacingUm, row: null } }),
    readStored: readerOf(data, { shape }),
  });
}

function known({ laterality, shape, spacingUm }: PhantomVolume, data: StoredBscan['data']) {
  const sampleType = data instanceof Float32Array ? 'float32' : data instanceof Uint16Array ? 'uint16' : 'uint8';
  return {
    ...{ format: 'phantom', series: 'phantom volume', laterality },
    shape: { ...shape, channels: 1 as const },
    sampleType,
    spacingUm: { bscan: measured(spacingUm.bscan), row: measured(spacingUm.row), column: measured(spacingUm.column) },
  } as const;
}

function readerOf(data: StoredBscan['data'], { shape: { rows, columns } }: Pick<PhantomVolume, 'shape'>) {
  return async (index: number): Promise<StoredBscan> => ({
    data: data.slice(index * rows * columns, (index + 1) * rows * columns),
    ...{ rows, columns, channels: 1 },
  });
}
