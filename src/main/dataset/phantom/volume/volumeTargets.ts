// The formats that phantom volumes are written in: each device's own, by the same writers that the readers are tested with, and exchange formats.
import { convertTargets } from '../../convertTargets.ts';
import { writeE2e } from '../../formats/writers/writeE2e.ts';
import { writeFda } from '../../formats/writers/writeFda.ts';
import { heyexXmlName, writeHeyexXml } from '../../formats/writers/writeHeyexXml.ts';
import { writeImg } from '../../formats/writers/writeImg.ts';
import { writeVol } from '../../formats/writers/writeVol.ts';
import type { PhantomDevice } from './deviceLooks.ts';
import type { PhantomVolume } from './makeVolume.ts';
import { shiftsOf } from './trackingShifts.ts';
import { phantomVolumeSeries } from './volumeSeries.ts';

export interface VolumeFile {
  readonly name: string;
  readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
}

export interface VolumeTarget {
  readonly devices: readonly PhantomDevice[];
  /** The first file is the volume. */
  files(volume: PhantomVolume, context: WriteContext): Promise<readonly VolumeFile[]>;
}

export interface WriteContext {
  /** Of the volume, for what the format alone has. */
  readonly seed: number;
  /** Hears of each B-scan that takes time to write; what it throws ends the writing. */
  readonly onBscan: (done: number) => void;
}

const all = ['cirrus', 'spectralis', 'topcon'] as const;
const one = (name: string, bytes: Uint8Array): VolumeFile[] => [{ name, pieces: [bytes] }];

export const volumeTargets = {
  img: {
    devices: ['cirrus'],
    files: async volume => {
      const { name, bytes, beside } = writeImg(volume, volume.shape.columns === 200 ? 'Optic Disc Cube' : 'Macular Cube');
      return [...one(name, bytes), ...(beside === null ? [] : one(beside.name, beside.bytes))];
    },
  },
  vol: { devices: ['spectralis'], files: async volume => one('volume.vol', writeVol(volume)) },
  e2e: {
    devices: ['spectralis'],
    files: async (volume, { seed }) => one('volume.e2e', writeE2e([volume], { shifts: shiftsOf(volume, seed) })),
  },
  heyexXml: {
    devices: ['spectralis'],
    files: async volume => {
      const files = Object.entries(await writeHeyexXml(volume)).map(([name, bytes]) => ({ name, pieces: [bytes] }));
      return files.sort((a, b) => Number(b.name === heyexXmlName) - Number(a.name === heyexXmlName));
    },
  },
  fda: { devices: ['topcon'], files: async (volume, { onBscan }) => one('volume.fda', await writeFda(volume, { onBscan })) },
  fds: { devices: ['topcon'], files: async volume => one('volume.fds', await writeFda(volume, { kind: 'fds' })) },
  nifti: {
    devices: all,
    files: async volume => convertTargets.nifti.files(phantomVolumeSeries(volume, 'finest'), 'volume.nii'),
  },
  metaImage: {
    devices: all,
    files: async volume => convertTargets.metaImage.files(phantomVolumeSeries(volume, 'finest'), 'volume.mha'),
  },
  dicom: {
    devices: all,
    files: async (volume, { seed }) => convertTargets.dicom.files(phantomVolumeSeries(volume, 'integers'), 'volume.dcm', `phantom ${seed}`),
  },
} as const satisfies Record<string, VolumeTarget>;
export type VolumeTargetName = keyof typeof volumeTargets;
