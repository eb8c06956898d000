// One B-scan of a phantom volume with its truth: eye → cut → layers → paint → detect. It follows from the order and its index alone.
import { randomGenerator } from '../../../../shared/random.ts';
import { blankCanvas } from '../canvas.ts';
import { boundaryRows, stackLayers } from '../layerStack.ts';
import { paintLayers } from '../paintLayers.ts';
import type { ScanGeometry } from '../scanGeometry.ts';
import { detectBscan } from './detectBscan.ts';
import { type DeviceLook, deviceLooks } from './deviceLooks.ts';
import { paintVolumeDetails } from './paintVolumeDetails.ts';
import { paintVolumeTexture } from './paintVolumeTexture.ts';
import { drawVolumeEye, type VolumeEye } from './volumeEye.ts';
import { bruchRowsOf, cutLineOf, type VolumeGeometry, type VolumeOrder, volumeGeometry } from './volumeGeometry.ts';
import { stackAlong } from './volumeStack.ts';

/** The layer lines of the truth, from the top: a layer's lower face bears its name; ELM, EZ, IZ and RPE are upper faces of their bands. */
export const truthSurfaces = ['ILM', 'RNFL', 'GCL', 'IPL', 'INL', 'OPL', 'ELM', 'EZ', 'IZ', 'RPE', 'BM'] as const;
const faceOf = {
  ILM: 'rnfl',
  RNFL: 'gcl',
  GCL: 'ipl',
  IPL: 'inl',
  INL: 'opl',
  OPL: 'onl',
  ELM: 'elm',
  EZ: 'ez',
  IZ: 'iz',
  RPE: 'rpe',
} as const;
/** Inside the disc's margin only the inner limiting membrane exists. */
const leastRetina = 0.5;

export interface VolumeSubject {
  readonly eye: VolumeEye;
  readonly geometry: VolumeGeometry;
  readonly look: DeviceLook;
}

export interface RenderedBscan {
  /** [row, column], 0–255. */
  readonly grey: Uint8Array<ArrayBuffer>;
  /** As the device stores it, where that is more than grey: power (float32) or 16 bits [row, column]. */
  readonly fine: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | null;
  /** Lesion labels [row, column]. */
  readonly mask: Uint8Array<ArrayBuffer>;
  /** Heights [surface, column], rows from the top; NaN where there is none. */
  readonly surfaces: Float32Array<ArrayBuffer>;
}

let known: { key: string; subject: VolumeSubject } | null = null;

/** The eye and how it is scanned; the last one is kept, as the B-scans of a volume share it. */
export function subjectOf(order: VolumeOrder): VolumeSubject {
  const key = JSON.stringify(order);
  if (known?.key !== key) {
    const eye = drawVolumeEye(order.seed, order.disease);
    known = { key, subject: { eye, geometry: volumeGeometry(order, eye), look: deviceLooks[order.device] } };
  }
  return known.subject;
}

export function renderVolumeBscan(order: VolumeOrder, index: number): RenderedBscan {
  const { eye, geometry, look } = subjectOf(order);
  const { rows, columns, spacingUm } = geometry;
  const random = (purpose: string) => randomGenerator(order.seed, 'phantom-volume', purpose, order.device, order.eye, order.place, index);
  const line = cutLineOf(geometry, index);
  const bruchRow = bruchRowsOf(geometry, eye, line, index);
  const scan: ScanGeometry = {
    ...{ rows, columns, bruchRow, nasalUm: line.nasalUm, superiorUm: line.superiorUm, correlationColumns: [0, 0] },
    rowUm: spacingUm.row,
    columnUm: spacingUm.column,
  };
  const stack = stackAlong(eye, line);
  const boundaries = boundaryRows(stack, scan);
  const canvas = blankCanvas(columns, rows);
  paintLayers(canvas, stack, boundaries, eye.anatomy, scan);
  paintVolumeTexture(canvas, eye, line, bruchRow, spacingUm.row, random('texture'));
  paintVolumeDetails(canvas, { eye, line, rowUm: spacingUm.row, boundaries }, random('details'));
  const exposure = Math.exp(0.025 * random('exposure').normal());
  const gain = line.nasalUm.map(nasal => exposure * Math.exp(0.22 * eye.vignetting(nasal, line.superiorUm)));
  const detected = detectBscan(canvas, { look, columnUm: spacingUm.column, gain }, random('detector'));
  return {
    ...samplesOf(detected, look, rows, columns),
    mask: turned(canvas.labels, new Uint8Array(rows * columns), rows, columns, 1, 0),
    surfaces: surfacesOf(boundaries, stack.retina, rows),
  };
}

function samplesOf(detected: Float32Array, { display, sampleBits }: DeviceLook, rows: number, columns: number) {
  const grey = new Uint8Array(rows * columns);
  if (display.kind === 'log') {
    turned(detected, grey, rows, columns, 1, 0.5);
    return { grey, fine: sampleBits === 16 ? turned(detected, new Uint16Array(rows * columns), rows, columns, 257, 0.5) : null };
  }
  const fine = turned(detected, new Float32Array(rows * columns), rows, columns, 1, 0);
  for (let at = 0; at < grey.length; at++) grey[at] = Math.min(255, 255 * Math.sqrt(Math.sqrt(fine[at] as number)) + 0.5);
  return { grey, fine };
}

/** [column, row] → [row, column], in tiles so that both sides stay in cache. */
function turned<To extends Uint8Array | Uint16Array | Float32Array>(
  source: Float32Array | Uint8Array,
  target: To,
  rows: number,
  columns: number,
  factor: number,
  plus: number,
): To {
  const tile = 32;
  for (let start = 0; start < columns; start += tile) {
    const end = Math.min(columns, start + tile);
    for (let z = 0; z < rows; z++) {
      for (let x = start; x < end; x++) target[z * columns + x] = factor * (source[x * rows + z] as number) + plus;
    }
  }
  return target;
}

function surfacesOf(boundaries: readonly Float32Array[], retina: Float32Array, rows: number): Float32Array<ArrayBuffer> {
  const columns = retina.length;
  const heights = new Float32Array(truthSurfaces.length * columns);
  for (const [i, name] of truthSurfaces.entries()) {
    const face = boundaries[name === 'BM' ? stackLayers.length : stackLayers.indexOf(faceOf[name])] as Float32Array;
    for (let x = 0; x < columns; x++) {
      const height = face[x] as number;
      const isThere = (name === 'ILM' || (retina[x] as number) > leastRetina) && height >= 0 && height <= rows - 1;
      heights[i * columns + x] = isThere ? height : Number.NaN;
    }
  }
  return heights;
}
