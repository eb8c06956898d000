// One synthetic B-scan from its keys: anatomy → geometry → layers → lesions → paint → detect → frame.
import type { Raster } from '../../imaging/raster.ts';
import { applyLesions } from './applyLesions.ts';
import { blankCanvas } from './canvas.ts';
import { detect } from './detect.ts';
import { drawEyeAnatomy, type Eye } from './eyeAnatomy.ts';
import { drawFrame, framed } from './frame.ts';
import { boundaryRows, buildLayerStack } from './layerStack.ts';
import { lesionPlanOf } from './lesionPlanOf.ts';
import { paintTexture } from './paintChoroid.ts';
import { paintDetails } from './paintDetails.ts';
import { paintLayers } from './paintLayers.ts';
import { paintVitreous } from './paintVitreous.ts';
import { lesionLabels, type PhantomClass } from './phantomParameters.ts';
import { drawScanGeometry } from './scanGeometry.ts';
import type { ScanKey } from './scanKey.ts';

/** A scan to be rendered. */
export interface ScanOrder extends ScanKey {
  eye: Eye;
  diagnosis: PhantomClass;
  /** Strength of the lesions: 1 as designed, 0 none. */
  signal: number;
}

export interface RenderedScan {
  /** [row, column], grey. */
  image: Raster<Uint8Array>;
  /** Lesion labels of the same pixels. */
  mask: Raster<Uint8Array>;
  /** Row of the upper face of each layer of stackLayers and, last, of Bruch's membrane: [face][column]. */
  boundaries: Float32Array[];
  rowUm: number;
  columnUm: number;
  /** 0 … 1, how advanced the eye's disease is; 0 for a normal eye. */
  severity: number;
}

/** Everything about the scan follows from its order; the class changes nothing but the lesions. */
export function renderScan(order: ScanOrder): RenderedScan {
  const { seed, patient, eye, diagnosis, signal } = order;
  const anatomy = drawEyeAnatomy(seed, patient, eye);
  const geometry = drawScanGeometry(order, anatomy);
  const { rows, columns } = geometry;
  const stack = buildLayerStack(order, anatomy, geometry);
  const healthySurface = boundaryRows(stack, geometry)[0] as Float32Array;
  const { plan, severity } = lesionPlanOf(order, diagnosis, eye, signal);
  applyLesions(stack, plan, geometry, order);
  const boundaries = boundaryRows(stack, geometry);

  const canvas = blankCanvas(columns, rows);
  paintLayers(canvas, stack, boundaries, anatomy, geometry);
  paintTexture(canvas, anatomy, geometry, order);
  paintDetails(canvas, boundaries, plan, anatomy, geometry, order);
  paintVitreous(canvas, healthySurface, anatomy, geometry, order);
  const grey = detect(canvas, geometry, order);

  const frame = drawFrame(order, columns, rows);
  const raster = (data: Uint8Array): Raster<Uint8Array> => ({ data, rows, columns, channels: 1 });
  return {
    image: raster(framed(grey, frame, 255)),
    mask: raster(framed(canvas.labels, frame, lesionLabels.none)),
    boundaries,
    rowUm: geometry.rowUm,
    columnUm: geometry.columnUm,
    severity,
  };
}
