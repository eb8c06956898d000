// Explains a trained network's answers: one heat map over each scan of the manifest, numbers beside it, a contact sheet of all.
import type { Explained } from '../../../shared/domain/explanation.ts';
import type { ManifestItem } from '../../../shared/domain/manifest.ts';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { formatShare } from '../../../shared/units.ts';
import { encodePng } from '../../dataset/formats/sharpCodec.ts';
import type { Raster } from '../../imaging/raster.ts';
import type { CamMethod } from '../explain/camMethods.ts';
import { camMethodOf, classToExplain, explainItem } from '../explain/explainItem.ts';
import { GradCam } from '../explain/gradCam.ts';
import { contactSheet, type SheetTile } from '../explain/render/contactSheet.ts';
import { legendStrip } from '../explain/render/legendStrip.ts';
import { overlayHeatMap } from '../explain/render/overlayHeatMap.ts';
import { openScan, type Scan } from '../explain/scan.ts';
import { createPipeline } from '../preprocess/pipeline.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { writeArtifact } from './evaluateSplit.ts';
import { loadRunInput } from './runInput.ts';
import { openSourceModel } from './sourceModel.ts';
import type { EngineRun, RunEnd } from './trainRun.ts';

/** Scans on the contact sheet; all are explained. */
const sheetTiles = 20;
const tileWidthPx = 420;

export async function explainRun(run: EngineRun): Promise<RunEnd> {
  const { config, manifest } = loadRunInput(run.folder);
  const wanted = config.explain ?? { method: { name: 'gradcam', params: {} }, layer: null, class: null };
  const { classes } = config.data;
  const method = camMethodOf(wanted.method.name);
  const wantedClass = classToExplain(wanted.class, classes);
  const pipeline = createPipeline(config);
  const { model } = await openSourceModel(config);
  const explainer = new GradCam(model, { inputShape: inputShapeOf(config), layer: wanted.layer, method });
  const rows: Explained[] = [];
  const tiles: SheetTile[] = [];
  try {
    for (const [i, item] of manifest.entries()) {
      run.interrupted.throwIfAborted();
      const scan = await openScan(item, pipeline);
      const { numbers, onImage } = await explainItem(explainer, scan, { pipeline, method, classes: classes.length, class: wantedClass });
      const painted = overlayHeatMap(scan.shown, onImage, { fillMask: scan.fill });
      const overlay = painted.kind === 'overlay' ? painted.raster : null;
      const { flat, ...rest } = numbers;
      const name = await writeOverlay(run, item, overlay);
      const row = { item: item.item, path: item.path, ...rest, overlay: name, ...(flat === undefined ? {} : { flat }) };
      rows.push(row);
      if (tiles.length < sheetTiles) tiles.push(sheetTile(item, row, scan, overlay, config));
      run.report.progress('explain', i + 1, manifest.length, { items: 1 });
    }
  } finally {
    explainer.dispose();
    model.dispose();
  }
  writeArtifact(run, 'artifacts/explanations.jsonl', 'explanations', rows.map(row => `${JSON.stringify(row)}\n`).join(''));
  if (tiles.length > 0) await writeSheet(run, tiles, method, explainer.layer.name);
  return { state: 'finished' };
}

/** Returns the overlay's name below the run folder. */
async function writeOverlay(run: EngineRun, item: ManifestItem, overlay: Raster<Uint8Array> | null): Promise<string | null> {
  if (overlay === null) return null;
  const name = `artifacts/overlays/${item.item.replaceAll(/[^A-Za-z0-9._-]/g, '_')}.png`;
  writeArtifact(run, name, 'overlay', await encodePng(overlay));
  return name;
}

function sheetTile(item: ManifestItem, row: Explained, scan: Scan, overlay: Raster<Uint8Array> | null, config: RunConfig): SheetTile {
  const { classes } = config.data;
  const answer = `${classes[row.predicted]} ${formatShare(row.probabilities[row.predicted] as number, 100)}`;
  const truth = item.label === undefined ? '' : item.label === classes[row.predicted] ? ' · right' : ` · wrong, labelled ${item.label}`;
  const fill = row.massOnFill === null ? '' : `${formatShare(row.massOnFill, 100)} of the map on border fill`;
  return {
    pictures: [scan.shown, overlay ?? dimmed(scan.shown)],
    title: item.path.split('/').at(-1) ?? item.path,
    lines: [`Predicted ${answer}${truth}`, row.flat === undefined ? fill : `No map: nothing here speaks for ${classes[row.explained]}`],
  };
}

/** The scan where no map is drawn: at a glance different from a map without hot spots. */
function dimmed(scan: Raster<Uint8Array>): Raster<Uint8Array> {
  return { ...scan, data: scan.data.map(value => value * 0.35) };
}

async function writeSheet(run: EngineRun, tiles: readonly SheetTile[], method: CamMethod, layer: string): Promise<void> {
  const sheet = contactSheet(tiles, {
    columns: 4,
    tileWidthPx,
    title: method === 'gradcam' ? 'Grad-CAM' : 'HiResCAM',
    subtitle: `Feature map ${layer}. Each scan as it is, and with the evidence for the predicted class; border fill is hatched.`,
    footer: legendStrip({ widthPx: tileWidthPx, scaled: 'per map' }),
    note: 'Research use only, not for diagnosis',
  });
  writeArtifact(run, 'artifacts/contactSheet.png', 'contactSheet', await encodePng(sheet));
}
