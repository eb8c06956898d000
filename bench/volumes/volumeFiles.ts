// Full-size files for the benchmark: a Spectralis cube of 512 × 496 × 49 with the noise of speckle, which pictures do not pack well.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import type { WritableVolume } from '../../src/main/dataset/formats/writers/writableVolume.ts';
import { writeE2e } from '../../src/main/dataset/formats/writers/writeE2e.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { randomGenerator } from '../../src/shared/random.ts';

export const shape = { bscans: 49, rows: 496, columns: 512 } as const;

/** Writes cube.vol and cube.e2e. */
export function writeVolumeFiles(folder: string): { vol: string; e2e: string } {
  mkdirSync(folder, { recursive: true });
  const volume = speckled();
  const files = { vol: join(folder, 'cube.vol'), e2e: join(folder, 'cube.e2e') };
  writeFileSync(files.vol, withOneHeaderSize(writeVol(volume), volume));
  writeFileSync(files.e2e, writeE2e([volume]));
  return files;
}

/** Our writer keeps the header size that real files name wrongly; eyepy believes it. */
function withOneHeaderSize(bytes: Uint8Array, { localizer }: WritableVolume): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const firstBscan = 2048 + localizer.rows * localizer.columns;
  view.setUint32(100, view.getUint32(firstBscan + 12, true), true);
  return bytes;
}

function speckled(): WritableVolume {
  const phantom = asymmetricPhantom('OD', shape);
  const random = randomGenerator(1, 'bench volumes');
  const grey = phantom.grey.map(value => Math.min(255, Math.round(value * (0.75 + 0.5 * random.uniform()))));
  return { ...phantom, grey };
}
