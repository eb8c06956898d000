// The layers of one scan, A-scan by A-scan: thickness and brightness of each, from the vitreous down to Bruch's membrane.
// Layers are kept as thicknesses, which are never negative, so that no boundary can cross another.
import { type EyeAnatomy, meanThicknessUm } from './eyeAnatomy.ts';
import { type RetinalLayer, retinalLayers } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve, smoothStep } from './smoothNoise.ts';

/** From the top. `srf` to `subRpe` are empty in a healthy eye: fluid and tissue under the retina, tissue and material under the pigment epithelium. */
export const stackLayers = [
  'rnfl',
  'gcl',
  'ipl',
  'inl',
  'opl',
  'onl',
  'elm',
  'myoid',
  'ez',
  'os',
  'iz',
  'srf',
  'subretinalTissue',
  'rpe',
  'subRpeTissue',
  'subRpe',
] as const;
export type StackLayer = (typeof stackLayers)[number];

export interface LayerColumns {
  /** Thickness [column], never negative. */
  thicknessUm: Float32Array;
  /** Grey level at unit exposure [column]. */
  grey: Float32Array;
  /** How gradually the layer above turns into this one. */
  edgeUm: number;
  /** Attenuation beyond that of healthy tissue, which the grey levels already contain. */
  attenuationPerUm: number;
}

export type LayerStack = Record<StackLayer, LayerColumns> & {
  /** 1 where there is retina, falling to 0 across the margin of the optic disc [column]. */
  retina: Float32Array;
};

/** The healthy layers of an eye along a scan. */
export function buildLayerStack(key: ScanKey, anatomy: EyeAnatomy, geometry: ScanGeometry): LayerStack {
  const { columns, nasalUm, superiorUm } = geometry;
  const random = scanRandom(key, 'layers');
  const retina = nasalUm.map(nasal => 1 - smoothStep(anatomy.discMarginUm - 120, anatomy.discMarginUm + 160, nasal));
  const entries = stackLayers.map((name): [StackLayer, LayerColumns] => {
    const layer: LayerColumns = { thicknessUm: new Float32Array(columns), grey: new Float32Array(columns), edgeUm: 4, attenuationPerUm: 0 };
    if (!(name in retinalLayers)) return [name, layer];
    const healthy = name as RetinalLayer;
    layer.edgeUm = retinalLayers[healthy].edgeUm;
    const rough = smoothCurve(random, 300);
    const bright = smoothCurve(random, 420);
    const spread = healthy === 'rnfl' ? 0.08 : healthy === 'ez' || healthy === 'iz' || healthy === 'rpe' ? 0.05 : 0.025;
    for (let x = 0; x < columns; x++) {
      const nasal = nasalUm[x] as number;
      const mean = meanThicknessUm(healthy, nasal, superiorUm, anatomy.pitRadiusFactor) * anatomy.thicknessFactor[healthy];
      const roughness = Math.min(anatomy.boundaryRoughnessUm, 0.12 * mean) * rough(nasal);
      layer.thicknessUm[x] = Math.max(0, mean + roughness) * (retina[x] as number);
      layer.grey[x] = retinalLayers[healthy].grey * (1 + spread * bright(nasal));
    }
    return [name, layer];
  });
  const stack = { ...(Object.fromEntries(entries) as Record<StackLayer, LayerColumns>), retina };
  stack.rnfl.attenuationPerUm = 0.0045;
  brightenNerveFibres(stack, anatomy, geometry);
  return stack;
}

/** Thick nerve fibre bundles reflect more; at the disc the fibres rise to its rim and replace the other layers. */
function brightenNerveFibres(stack: LayerStack, anatomy: EyeAnatomy, { columns, nasalUm }: ScanGeometry): void {
  const { thicknessUm, grey } = stack.rnfl;
  for (let x = 0; x < columns; x++) {
    const nasal = nasalUm[x] as number;
    grey[x] = (grey[x] as number) * (0.92 + 0.38 * smoothStep(14, 50, thicknessUm[x] as number));
    const rim = smoothStep(anatomy.discMarginUm - 800, anatomy.discMarginUm + 100, nasal);
    const cup = smoothStep(anatomy.discMarginUm + 150, anatomy.discMarginUm + 800, nasal);
    thicknessUm[x] = (thicknessUm[x] as number) + 60 * rim + 250 * (1 - (stack.retina[x] as number)) * (1 - 0.8 * cup);
    thicknessUm[x] = Math.max(20 * rim, thicknessUm[x] as number);
  }
}

/** Row of the upper face of each layer and, last, of Bruch's membrane: [stackLayers.length + 1][column]. */
export function boundaryRows(stack: LayerStack, geometry: ScanGeometry): Float32Array[] {
  const rows = [geometry.bruchRow];
  for (const name of [...stackLayers].reverse()) {
    const below = rows[0] as Float32Array;
    const { thicknessUm } = stack[name];
    rows.unshift(below.map((row, x) => row - (thicknessUm[x] as number) / geometry.rowUm));
  }
  return rows;
}
