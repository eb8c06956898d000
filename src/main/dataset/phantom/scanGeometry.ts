// Where a scan cuts the eye and how the eye lies in the picture. Nothing here knows the class of the scan.
import { around, between, weighted } from './draw.ts';
import { type EyeAnatomy, meanThicknessUm } from './eyeAnatomy.ts';
import { phantomParameters, type Range, type RetinalLayer, retinalLayers } from './phantomParameters.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve } from './smoothNoise.ts';

export interface ScanGeometry {
  rows: number;
  columns: number;
  rowUm: number;
  columnUm: number;
  /** How far speckle reaches across columns in this scan mode (standard deviation of the blur, low and high). */
  correlationColumns: Range;
  /** Distance of the scan line from the fovea, superior positive. */
  superiorUm: number;
  /** Nasal position of each column [column], µm from the fovea. */
  nasalUm: Float32Array;
  /** Row of the upper face of Bruch's membrane [column]. */
  bruchRow: Float32Array;
}

/** The geometry of one scan; sizes, offsets and tilt come from its key alone. */
export function drawScanGeometry(key: ScanKey, anatomy: EyeAnatomy): ScanGeometry {
  const p = phantomParameters.scan;
  const random = scanRandom(key, 'geometry');
  const { rows, columns, fieldUm, correlationColumns } = weighted(random, p.sizes);
  const columnUm = fieldUm / columns;
  const foveaColumn = columns / 2 + around(random, p.foveaOffsetUm) / columnUm;
  const superiorUm = around(random, p.superiorUm);
  const tilt = around(random, p.tiltUmPerMm) / 1000;
  const undulation = smoothCurve(random, 2500);
  const undulationUm = between(random, p.undulationUm);
  const nasalSign = anatomy.eye === 'OD' ? 1 : -1;

  const nasalUm = new Float32Array(columns);
  const heightUm = new Float32Array(columns);
  const thicknessUm = new Float32Array(columns);
  for (let x = 0; x < columns; x++) {
    const acrossUm = (x - foveaColumn) * columnUm;
    const nasal = nasalSign * acrossUm;
    nasalUm[x] = nasal;
    heightUm[x] = anatomy.curvatureUm * (acrossUm / 3000) ** 2 + tilt * acrossUm + undulationUm * undulation(acrossUm);
    thicknessUm[x] = retinaUm(nasal, superiorUm);
  }
  const { low, high } = fitHeights(heightUm, thicknessUm, rows);
  const foveaRow = between(random, [low, high]);
  const bruchRow = heightUm.map(height => foveaRow - height / p.rowUm);
  return { rows, columns, rowUm: p.rowUm, columnUm, correlationColumns, superiorUm, nasalUm, bruchRow };
}

/** Rows at which height 0 may lie so that the normal retina stays inside the margins; flattens the heights until there is such a row. */
function fitHeights(heightUm: Float32Array, thicknessUm: Float32Array, rows: number): { low: number; high: number } {
  const p = phantomParameters.scan;
  for (;;) {
    const highestRows = Math.max(...heightUm.map((height, x) => height + (thicknessUm[x] as number))) / p.rowUm;
    const low = p.marginTopRows + highestRows;
    const high = rows - p.marginBottomRows + Math.min(...heightUm) / p.rowUm;
    if (low < high) return { low, high };
    for (let x = 0; x < heightUm.length; x++) heightUm[x] = 0.8 * (heightUm[x] as number);
  }
}

function retinaUm(nasalUm: number, superiorUm: number): number {
  let sum = 0;
  for (const layer of Object.keys(retinalLayers) as RetinalLayer[]) sum += meanThicknessUm(layer, nasalUm, superiorUm);
  return sum;
}
