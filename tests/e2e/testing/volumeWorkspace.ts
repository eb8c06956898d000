// A workspace of small asymmetric volumes of both eyes, a radial scan and one without scale or eye, imported as a person would.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fovea } from '../../../experiments/commandLine.ts';
import { openReader } from '../../../src/main/backend.ts';
import {
  type AsymmetricPhantom,
  asymmetricPhantom,
  type PhantomShape,
} from '../../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeVol } from '../../../src/main/dataset/formats/writers/writeVol.ts';
import { displayNifti } from '../../../src/renderer/features/volume/displayNifti.ts';

/** Large enough that a line is on its layer or is not. */
export const volumeShape: PhantomShape = { bscans: 7, rows: 160, columns: 120 };
export const phantomOf = (eye: 'OD' | 'OS'): AsymmetricPhantom => placed(asymmetricPhantom(eye, volumeShape));

export interface VolumeWorkspace {
  folder: string;
  source: string;
  /** Item by file name. */
  items: Record<string, string>;
  remove: () => void;
}

export async function makeVolumeWorkspace(): Promise<VolumeWorkspace> {
  const root = mkdtempSync(join(tmpdir(), 'fovea-volumes-'));
  const [folder, source] = [join(root, 'workspace'), join(root, 'scans')];
  mkdirSync(source);
  const write = (name: string, bytes: Uint8Array) => writeFileSync(join(source, name), bytes);
  const [od, os] = [phantomOf('OD'), phantomOf('OS')];
  write('od.vol', writeVol(od));
  write('os.vol', writeVol(os));
  write('radial.vol', writeVol({ ...od, paths: radialPaths(), patient: { ...od.patient, identifier: 'P-2' } }, { pattern: 5 }));
  write('bare.nii', withoutUnit(displayNifti(od.grey, volumeShape)));
  write('mask.nii', displayNifti(maskOf(), volumeShape));
  await fovea(folder, 'import', source, '--name', 'volumes', '--own-patients');
  return { folder, source, items: itemsOf(folder), remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** NIfTI's code for an unknown unit. */
function withoutUnit(nifti: Uint8Array): Uint8Array {
  nifti[123] = 0;
  return nifti;
}

/** Label 1 in a block of the middle B-scan. */
function maskOf(): Uint8Array {
  const { bscans, rows, columns } = volumeShape;
  const mask = new Uint8Array(bscans * rows * columns);
  for (let row = 60; row < 80; row++)
    mask.fill(1, ((bscans >> 1) * rows + row) * columns + 40, ((bscans >> 1) * rows + row) * columns + 70);
  return mask;
}

/** On a localizer that holds all of them. */
function placed(phantom: AsymmetricPhantom): AsymmetricPhantom {
  return { ...phantom, localizerSpacingUm: 40 };
}

function radialPaths(): AsymmetricPhantom['paths'] {
  return Array.from({ length: volumeShape.bscans }, (_, bscan) => {
    const angle = (Math.PI * bscan) / volumeShape.bscans;
    const end = { xUm: 700 * Math.cos(angle), yUm: 700 * Math.sin(angle) };
    return { kind: 'line', start: { xUm: -end.xUm, yUm: -end.yUm }, end };
  });
}

function itemsOf(folder: string): Record<string, string> {
  const reader = openReader(folder);
  try {
    const { store } = reader.context.workspace;
    const [dataset] = store.datasets.list();
    if (dataset === undefined) throw new Error('Expected a data set after the import.');
    return Object.fromEntries(store.volumes.tree(dataset.id).map(({ path, item }) => [path.split('/').at(-1) ?? path, item]));
  } finally {
    reader.close();
  }
}
