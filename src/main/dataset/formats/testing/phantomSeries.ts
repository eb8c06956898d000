// The asymmetric phantom as a reader would give it, so that writers can be tested; in any sample type, grey scaled to the type's range.
import type { VolumeHeader } from '../../../../shared/domain/volume.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import { emptySamples, type SampleType } from '../samples.ts';
import type { VolumeSeries } from '../volumeFormat.ts';
import type { AsymmetricPhantom } from './asymmetricPhantom.ts';

/** Every grey value stays distinct in every type. */
const values: Record<SampleType, (grey: number) => number> = {
  uint8: grey => grey,
  uint16: grey => grey * 257,
  int16: grey => grey * 100 - 12_000,
  float32: grey => (grey - 100) / 7,
};

/** All samples [bscan, row, column] in `type`. */
export function phantomSamples({ grey }: AsymmetricPhantom, type: SampleType) {
  const samples = emptySamples(type, grey.length);
  for (let i = 0; i < grey.length; i++) samples[i] = values[type](grey[i] as number);
  return samples;
}

export function phantomSeries(phantom: AsymmetricPhantom, type: SampleType = 'uint8', known: Partial<VolumeHeader> = {}): VolumeSeries {
  const { rows, columns } = phantom.shape;
  const samples = phantomSamples(phantom, type);
  const measured = (value: number) => ({ value, source: 'measured' as const });
  const { bscan, row, column } = phantom.spacingUm;
  return {
    ...arraySeries({
      header: arrayHeader({
        format: 'phantom',
        series: 'asymmetric phantom',
        shape: { ...phantom.shape, channels: 1 },
        sampleType: type,
        spacingUm: { bscan: measured(bscan), row: measured(row), column: measured(column) },
        scanPattern: 'raster',
        laterality: phantom.laterality,
        modality: 'OCT',
        acquiredAt: phantom.acquiredAt,
        bscans: phantom.paths.map((path, i) => ({
          path,
          quality: phantom.quality[i] ?? null,
          averaged: phantom.averaged[i] ?? null,
          acquiredAt: null,
        })),
        localizer: {
          rows: phantom.localizer.rows,
          columns: phantom.localizer.columns,
          channels: 1,
          spacingUm: { row: measured(phantom.localizerSpacingUm), column: measured(phantom.localizerSpacingUm) },
        },
        surfaces: phantom.surfaces.map(({ name }) => ({ name, stored: name, source: 'vendor' as const })),
        ...known,
      }),
      patient: phantom.patient,
      readStored: async index => ({
        data: samples.slice(index * rows * columns, (index + 1) * rows * columns),
        rows,
        columns,
        channels: 1,
      }),
      readLocalizer: async () => phantom.localizer,
    }),
    readSurface: async index => (phantom.surfaces[index] as AsymmetricPhantom['surfaces'][number]).heights,
  };
}
