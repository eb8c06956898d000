// The layers of a phantom volume along one B-scan: thickness and brightness A-scan by A-scan, with what the lesions do to them.
import { meanThicknessUm } from '../eyeAnatomy.ts';
import { type LayerColumns, type LayerStack, type StackLayer, stackLayers } from '../layerStack.ts';
import { phantomParameters, type RetinalLayer, retinalLayers } from '../phantomParameters.ts';
import { bridgeInnerRetina, swellLayers } from '../raiseRetina.ts';
import { smoothStep } from '../smoothNoise.ts';
import type { VolumeEye } from './volumeEye.ts';
import { type Dome, domeHeightUm } from './volumeLesions.ts';

/** Where a B-scan cuts the eye: nasal position of each A-scan; superior position of all. */
export interface CutLine {
  readonly nasalUm: Float32Array;
  readonly superiorUm: number;
  readonly columnUm: number;
}

/** How far the surface bridges. */
const bridgeUm = 190;
const brightBands = new Set<string>(['ez', 'iz', 'rpe']);
/** Brightness beside the B-scan phantom's, whose bands are those of poorer scans: sharper lines of photoreceptors, a fainter membrane. */
const brightness: Partial<Record<RetinalLayer, number>> = { elm: 0.86, ez: 1.25, os: 0.96, iz: 1.2, rpe: 1.04 };

export function stackAlong(eye: VolumeEye, line: CutLine): LayerStack {
  const { nasalUm, superiorUm } = line;
  const retina = nasalUm.map(nasal => 1 - smoothStep(-120, 160, insideDiscUm(eye, nasal, superiorUm)));
  const entries = stackLayers.map((name): [StackLayer, LayerColumns] => [name, healthyLayer(eye, line, name, retina)]);
  const stack = { ...(Object.fromEntries(entries) as Record<StackLayer, LayerColumns>), retina };
  stack.rnfl.attenuationPerUm = 0.0045;
  shapeNerveFibres(eye, stack, line);
  applyVolumeLesions(eye, stack, line);
  return stack;
}

/** How far inside the margin of the optic disc; negative outside. */
export function insideDiscUm({ disc }: VolumeEye, nasalUm: number, superiorUm: number): number {
  return disc.radiusUm - Math.hypot((nasalUm - disc.nasalUm) * 1.06, superiorUm - disc.superiorUm);
}

function healthyLayer(eye: VolumeEye, { nasalUm, superiorUm }: CutLine, name: StackLayer, retina: Float32Array): LayerColumns {
  const columns = nasalUm.length;
  const layer: LayerColumns = { thicknessUm: new Float32Array(columns), grey: new Float32Array(columns), edgeUm: 4, attenuationPerUm: 0 };
  if (!(name in retinalLayers)) return layer;
  const healthy = name as RetinalLayer;
  layer.edgeUm = retinalLayers[healthy].edgeUm;
  const { anatomy } = eye;
  const spread = healthy === 'rnfl' ? 0.06 : brightBands.has(healthy) ? 0.05 : 0.03;
  for (let x = 0; x < columns; x++) {
    const nasal = nasalUm[x] as number;
    // Beyond the disc the fibres thin again.
    const seenFrom = healthy === 'rnfl' ? Math.min(nasal, anatomy.discMarginUm) : nasal;
    const mean = meanThicknessUm(healthy, seenFrom, superiorUm, anatomy.pitRadiusFactor) * anatomy.thicknessFactor[healthy];
    const roughness = Math.min(0.8 * anatomy.boundaryRoughnessUm, 0.12 * mean) * eye.rough[healthy](nasal, superiorUm);
    layer.thicknessUm[x] = Math.max(0, mean + roughness) * (retina[x] as number);
    layer.grey[x] = retinalLayers[healthy].grey * (brightness[healthy] ?? 1) * (1 + spread * eye.bright[healthy](nasal, superiorUm));
  }
  return layer;
}

/** Fibres thicken to a ring around the disc, most above and below it, rise to its rim and sink into its cup; thick bundles reflect more. */
function shapeNerveFibres(eye: VolumeEye, stack: LayerStack, { nasalUm, superiorUm }: CutLine): void {
  const { disc } = eye;
  const { thicknessUm, grey } = stack.rnfl;
  for (let x = 0; x < nasalUm.length; x++) {
    const across = (nasalUm[x] as number) - disc.nasalUm;
    const up = superiorUm - disc.superiorUm;
    const distance = Math.hypot(across, up);
    const inside = insideDiscUm(eye, nasalUm[x] as number, superiorUm);
    const vertical = distance > 1 ? Math.abs(up) / distance : 0;
    const ring = Math.exp(-Math.max(0, -inside) / 1100);
    const bundle = eye.bundles(7 * Math.atan2(up, -across), distance / 900);
    const beyond = across > 0 ? Math.exp(-across / 2600) : 1;
    let thick =
      (thicknessUm[x] as number) * beyond + (15 + 85 * vertical ** 1.6) * ring * (1 + 0.12 * bundle) * (stack.retina[x] as number);
    grey[x] = (grey[x] as number) * (0.92 + 0.5 * smoothStep(14, 46, thick)) * (1 + 0.05 * bundle * smoothStep(20, 60, thick));
    const rim = smoothStep(-500, 120, inside);
    const cup = smoothStep(disc.radiusUm - disc.cupRadiusUm - 180, disc.radiusUm - 0.45 * disc.cupRadiusUm, inside);
    thick += 45 * rim + 260 * (1 - (stack.retina[x] as number)) * (1 - 0.85 * cup);
    thicknessUm[x] = Math.max(20 * rim, thick);
  }
}

function applyVolumeLesions({ lesions, uneven, mottle }: VolumeEye, stack: LayerStack, line: CutLine): void {
  const { nasalUm, superiorUm, columnUm } = line;
  for (const { halfWidthUm, gainUm, ...centre } of lesions.swellings) {
    const distance = (x: number) => Math.hypot((nasalUm[x] as number) - centre.nasalUm, superiorUm - centre.superiorUm) / halfWidthUm;
    swellLayers(stack, gainUm, distance);
  }
  const highest = (domes: readonly Dome[], nasal: number) =>
    domes.reduce((top, dome) => Math.max(top, domeHeightUm(dome, nasal, superiorUm)), 0);
  stack.subRpe.attenuationPerUm = lesions.attenuationPerUm;
  for (let x = 0; x < nasalUm.length; x++) {
    const nasal = nasalUm[x] as number;
    const raisedUm = highest(lesions.detachments, nasal) * (1 + 0.1 * uneven(nasal, superiorUm));
    stack.subRpe.thicknessUm[x] = raisedUm;
    stack.subRpe.grey[x] = lesions.detachmentGrey * (1 + 0.08 * mottle(nasal, superiorUm));
    const fluidUm = Math.max(0, highest(lesions.fluid, nasal) * (1 + 0.03 * uneven(nasal, superiorUm)) - raisedUm);
    stack.srf.thicknessUm[x] = fluidUm;
    stack.srf.grey[x] = phantomParameters.tissue.srfGrey;
    if (raisedUm + fluidUm > 0) fadeBands(stack, x, raisedUm, fluidUm, 1 + 0.35 * mottle(nasal, superiorUm));
  }
  const { subRpe, srf } = stack;
  const raisedUm = subRpe.thicknessUm.map((raised, x) => raised + (srf.thicknessUm[x] as number));
  bridgeInnerRetina(stack, raisedUm, bridgeUm, columnUm);
}

/** Over deposits and fluid the outer segments shrink and the bright bands fade. */
function fadeBands(stack: LayerStack, x: number, raisedUm: number, fluidUm: number, patch: number): void {
  const over = 0.7 * smoothStep(8, 70, raisedUm) * Math.min(1, Math.max(0, patch));
  for (const [name, share] of [
    ['ez', 0.55],
    ['iz', 0.6],
    ['elm', 0.35],
    ['rpe', 0.22],
  ] as const) {
    stack[name].grey[x] = (stack[name].grey[x] as number) * (1 - share * over);
  }
  stack.iz.thicknessUm[x] = (stack.iz.thicknessUm[x] as number) * (1 - 0.8 * smoothStep(5, 40, fluidUm));
  stack.os.thicknessUm[x] = (stack.os.thicknessUm[x] as number) * (1 - 0.6 * over);
}
