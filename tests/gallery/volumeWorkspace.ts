// The workspace of the volume scenes: a phantom raster of each eye, a circle, a stack that says nothing of scale and eye,
// samples without a header, a file that is gone; and a run that was trained on images.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fovea } from '../../experiments/commandLine.ts';
import { openReader } from '../../src/main/backend.ts';
import { asymmetricPhantom } from '../../src/main/dataset/formats/testing/asymmetricPhantom.ts';
import { writeImg } from '../../src/main/dataset/formats/writers/writeImg.ts';
import { writeVol } from '../../src/main/dataset/formats/writers/writeVol.ts';
import { displayNifti } from '../../src/renderer/features/volume/displayNifti.ts';

/** Items by what they show. */
export interface VolumeSubjects {
  raster: string;
  otherEye: string;
  circle: string;
  bare: string;
  headerless: string;
  gone: string;
  /** A training on images. */
  run: string;
}

const madeMark = 'gallery.made.3';
const bscans = 25;
const images = join(import.meta.dirname, '..', '..', 'resources', 'demo');

/** Takes three quarters of a minute, a third of it for the run, unless it was made before. */
export async function volumeWorkspace(folder: string): Promise<VolumeSubjects> {
  if (!existsSync(join(folder, madeMark))) {
    // An older one lies with what it was made of.
    for (const part of [folder, ...['scans', 'OD', 'OS'].map(name => join(dirname(folder), name))])
      rmSync(part, { recursive: true, force: true });
    const source = join(dirname(folder), 'scans');
    mkdirSync(source, { recursive: true });
    for (const eye of ['OD', 'OS']) {
      const made = join(dirname(folder), eye);
      await fovea(folder, 'phantom', 'volume', '--out', made, '--eye', eye, '--seed', '3', '--bscans', String(bscans), '--format', 'vol');
      copyFileSync(join(made, 'volume.vol'), join(source, `raster${eye}.vol`));
    }
    const { localizer, localizerSpacingUm } = asymmetricPhantom('OD');
    const ring = asymmetricPhantom('OD', { bscans: 1, rows: 496, columns: 768 });
    const radiusUm = (localizer.rows * localizerSpacingUm) / 3;
    const circle = { kind: 'circle', start: { xUm: radiusUm, yUm: 0 }, centre: { xUm: 0, yUm: 0 } } as const;
    writeFileSync(
      join(source, 'circle.vol'),
      writeVol({ ...ring, paths: [circle], patient: { ...ring.patient, identifier: 'P-2' } }, { pattern: 2 }),
    );
    const stack = asymmetricPhantom('OD', { bscans: 9, rows: 200, columns: 160 });
    const bare = displayNifti(stack.grey, stack.shape);
    // NIfTI's code for an unknown unit.
    bare[123] = 0;
    writeFileSync(join(source, 'bare.nii'), bare);
    // Half as wide as it is taken to be by its size.
    writeFileSync(join(source, 'headerless.img'), writeImg(asymmetricPhantom('OS', { bscans: 16, rows: 1024, columns: 256 })).bytes);
    writeFileSync(join(source, 'gone.nii'), Buffer.concat([readFileSync(join(source, 'bare.nii')), Buffer.alloc(1)]));
    await fovea(folder, 'import', source, '--name', 'volumes', '--own-patients');
    rmSync(join(source, 'gone.nii'));
    await fovea(folder, 'import', images, '--name', 'images');
    await fovea(folder, 'split', 'images', '--name', 'main');
    const settings = ['architecture.name=smallCnn', 'input.size=[64,64]', 'training.epochs=5', 'training.batchSize=16'];
    const named = ['--dataset', 'images', '--split', 'main', '--name', 'answers', '--seed', '1'];
    await fovea(folder, 'train', ...named, ...settings.flatMap(setting => ['--set', setting]));
    writeFileSync(join(folder, madeMark), '');
  }
  return subjectsOf(folder);
}

function subjectsOf(folder: string): VolumeSubjects {
  const reader = openReader(folder);
  try {
    const { store } = reader.context.workspace;
    const rows = store.datasets.list().flatMap(({ id }) => store.volumes.tree(id));
    const item = (file: string): string => rows.find(({ path }) => path.endsWith(file))?.item ?? '-';
    return {
      ...{ raster: item('rasterOD.vol'), otherEye: item('rasterOS.vol') },
      ...{ circle: item('circle.vol'), bare: item('bare.nii'), headerless: item('headerless.img'), gone: item('gone.nii') },
      run: store.runs.list()[0]?.id ?? '-',
    };
  } finally {
    reader.close();
  }
}
