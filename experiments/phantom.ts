// The phantom: 2,000 scans of 400 patients with the frozen parameters, the default recipe, a baseline on 32-px images,
// and how much of each heat map lies in the lesion. Usage: npm run experiment -- phantom.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readRaster } from '../src/main/dataset/formats/readRaster.ts';
import { pixelBaseline } from '../src/main/engine/evaluation/pixelBaseline.ts';
import { featureMaps, GradCam } from '../src/main/engine/explain/gradCam.ts';
import { camMassInMask } from '../src/main/engine/explain/render/camMass.ts';
import { openScan } from '../src/main/engine/explain/scan.ts';
import { readConfig, readManifest } from '../src/main/engine/host/runFolder.ts';
import { createPipeline } from '../src/main/engine/preprocess/pipeline.ts';
import { tensorflowBackend } from '../src/main/engine/tensorflow/backend.ts';
import { buildNetwork, inputShapeOf } from '../src/main/engine/training/buildNetwork.ts';
import { CheckpointStore } from '../src/main/engine/training/checkpoint.ts';
import { argmax } from '../src/main/engine/training/fit.ts';
import { toGrey } from '../src/main/imaging/grey.ts';
import { resize } from '../src/main/imaging/resize.ts';
import { runEvaluationSchema } from '../src/shared/domain/evaluation.ts';
import type { ManifestItem } from '../src/shared/domain/manifest.ts';
import { formatEstimate } from '../src/shared/units.ts';
import { fovea } from './commandLine.ts';
import { markdownTable, median, writeResults } from './results.ts';

const images = 2000;
const patients = 400;
const seed = 2026;
const baselinePx = 32;
const idSchema = z.looseObject({ id: z.string() });

export async function phantom(): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'fovea-phantom-'));
  try {
    const workspace = join(scratch, 'workspace');
    const folder = join(scratch, 'phantom');
    await fovea(
      workspace,
      'phantom',
      'oct-bscan',
      '--out',
      folder,
      '--images',
      String(images),
      '--patients',
      String(patients),
      '--seed',
      String(seed),
    );
    await fovea(workspace, 'import', join(folder, 'images'), '--name', 'phantom');
    await fovea(workspace, 'split', 'phantom', '--name', 'main', '--seed', '1');
    const startMs = Date.now();
    const trained = idSchema.parse(await fovea(workspace, 'train', '--dataset', 'phantom', '--split', 'main', '--seed', '1'));
    const trainMs = Date.now() - startMs;
    const tested = idSchema.parse(
      await fovea(workspace, 'evaluate', trained.id, '--on', 'test', '--reason', 'the documented phantom experiment'),
    );
    const runFolder = join(workspace, 'runs', trained.id);
    const evaluationPath = join(workspace, 'runs', tested.id, 'artifacts', 'evaluation.test.json');
    const evaluation = runEvaluationSchema.parse(JSON.parse(readFileSync(evaluationPath, 'utf8')));
    const manifest = readManifest(runFolder);
    const classes = readConfig(runFolder).data.classes;
    const baseline = await thumbnailBaseline(manifest, classes);
    const masses = await lesionMasses(runFolder, manifest, join(folder, 'masks'));

    const { overall, patients: testPatients, scans } = evaluation.report;
    const results = [
      ['ResNet-18, 128 px, default recipe', formatEstimate(overall.balancedAccuracy), `${Math.round(trainMs / 1000)} s`],
      [`logistic regression on ${baselinePx}-px images`, formatEstimate(baseline), '–'],
      [
        'logistic regression on fill, size, density, grey',
        evaluation.shortcut ? formatEstimate(evaluation.shortcut.balancedAccuracy) : '–',
        '–',
      ],
    ];
    const tables = [
      `${testPatients} test patients, ${scans} scans.`,
      markdownTable(['model', 'balanced accuracy', 'training'], results),
      '## Heat-map mass in the lesion',
      'Medians over the test scans with a lesion, for the predicted class. The lesion mask is dilated by half a map cell; "× share" compares the mass inside with the share of the image that the mask covers, before and after the dilation.',
      markdownTable(
        ['feature map', 'cells', 'class', 'scans', 'mass inside', '× mask share', '× dilated share'],
        masses.map(row => [
          row.layer,
          row.cells,
          row.class,
          String(row.scans),
          row.inside.toFixed(2),
          `**${row.timesMask.toFixed(1)}×**`,
          `${row.timesDilated.toFixed(1)}×`,
        ]),
      ),
    ].join('\n\n');
    writeResults('phantom', 'npm run experiment -- phantom', tables, { seed, images, patients, trainMs, evaluation, baseline, masses });
    process.stdout.write(`${tables}\n`);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function thumbnailBaseline(manifest: readonly ManifestItem[], classes: readonly string[]) {
  const part = async (name: ManifestItem['split']) => {
    const items = manifest.filter(item => item.split === name);
    const features = new Float32Array(items.length * baselinePx ** 2);
    for (const [i, item] of items.entries()) {
      const { raster } = await readRaster(join(item.root, item.path));
      features.set(
        Float32Array.from(resize(toGrey(raster), baselinePx, baselinePx).data, value => value / 255),
        i * baselinePx ** 2,
      );
    }
    const labels = Int32Array.from(items, item => classes.indexOf(item.label ?? ''));
    return { features, labels, subjects: items.map(item => item.subject) };
  };
  const [train, val, test] = [await part('train'), await part('val'), await part('test')];
  return pixelBaseline({ train, val, test, classes, seed: 1 }).balancedAccuracy;
}

/** One row per feature map and class: medians over the test scans that have a lesion. */
async function lesionMasses(runFolder: string, manifest: readonly ManifestItem[], masks: string) {
  tensorflowBackend();
  const config = readConfig(runFolder);
  const { classes } = config.data;
  const model = await buildNetwork(config);
  new CheckpointStore(runFolder).load('best', { model });
  const pipeline = createPipeline(config);
  const lesions = manifest.filter(item => item.split === 'test' && item.label !== 'NORMAL');
  const rows = [];
  for (const layer of featureMaps(model, inputShapeOf(config)).slice(-2)) {
    const explainer = new GradCam(model, { inputShape: inputShapeOf(config), layer: layer.name, method: 'gradcam' });
    const measured: { class: string; inside: number; timesMask: number; timesDilated: number }[] = [];
    for (const item of lesions) {
      const scan = await openScan(item, pipeline);
      const [first] = await explainer.explain(scan.input, oneHot(0, classes.length));
      const predicted = argmax(first?.logits ?? []);
      const [explanation] = await explainer.explain(scan.input, oneHot(predicted, classes.length));
      const { raster } = await readRaster(join(masks, item.path.replace(/\.jpeg$/, '.png')));
      const mask = { data: Uint8Array.from(raster.data, value => (value === 0 ? 0 : 1)), rows: raster.rows, columns: raster.columns };
      if (!mask.data.includes(1) || explanation === undefined) continue;
      const { share, maskShare, dilatedShare } = camMassInMask(explanation.map, mask);
      // A map without mass points nowhere: it found nothing of the lesion.
      const inside = Number.isNaN(share.value) ? 0 : share.value;
      measured.push({ class: item.label ?? '', inside, timesMask: inside / maskShare, timesDilated: inside / dilatedShare });
    }
    explainer.dispose();
    for (const name of [...classes.filter(entry => entry !== 'NORMAL'), 'all lesions']) {
      const chosen = measured.filter(entry => name === 'all lesions' || entry.class === name);
      rows.push({
        layer: layer.name,
        cells: layer.size.join(' × '),
        class: name,
        scans: chosen.length,
        inside: median(chosen.map(entry => entry.inside)),
        timesMask: median(chosen.map(entry => entry.timesMask)),
        timesDilated: median(chosen.map(entry => entry.timesDilated)),
      });
    }
  }
  model.dispose();
  return rows;
}

function oneHot(index: number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => (i === index ? 1 : 0));
}
