// Paints the layer stack: each A-scan from the vitreous down, with the light that lesions and vessels leave, and the choroid below.
import { type Canvas, powerOfGrey } from './canvas.ts';
import type { EyeAnatomy } from './eyeAnatomy.ts';
import { type LayerStack, type StackLayer, stackLayers } from './layerStack.ts';
import { lesionLabels, phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';

const labelOf: Partial<Record<StackLayer, number>> = {
  srf: lesionLabels.srf,
  subretinalTissue: lesionLabels.cnvMembrane,
  subRpeTissue: lesionLabels.cnvMembrane,
  subRpe: lesionLabels.subRpe,
};

/** @param boundaries rows of the faces, as boundaryRows gives them */
export function paintLayers(
  canvas: Canvas,
  stack: LayerStack,
  boundaries: Float32Array[],
  anatomy: EyeAnatomy,
  geometry: ScanGeometry,
): void {
  const { rows, power, labels } = canvas;
  const edgeRows = [...stackLayers.map(name => stack[name].edgeUm / geometry.rowUm), 1].map(edge => Math.max(1, edge));
  for (let x = 0; x < canvas.columns; x++) {
    let light = 1;
    stackLayers.forEach((name, k) => {
      const top = (boundaries[k] as Float32Array)[x] as number;
      const bottom = (boundaries[k + 1] as Float32Array)[x] as number;
      if (bottom <= top) return;
      const topEdge = edgeRows[k] as number;
      const bottomEdge = edgeRows[k + 1] as number;
      const { grey, attenuationPerUm } = stack[name];
      const reflected = powerOfGrey(grey[x] as number);
      const lost = 1 - Math.exp(-attenuationPerUm * geometry.rowUm);
      const label = labelOf[name] ?? 0;
      const last = Math.min(rows, Math.ceil(bottom + bottomEdge / 2));
      for (let z = Math.max(0, Math.floor(top - topEdge / 2)), at = x * rows + z; z < last; z++, at++) {
        const cover = below(z, top, topEdge) - below(z, bottom, bottomEdge);
        if (cover <= 0) continue;
        power[at] = (power[at] as number) + cover * light * reflected;
        if (label > 0 && cover > 0.5) labels[at] = label;
        light *= 1 - cover * lost;
      }
    });
    paintBelowBruch(canvas, x, geometry.bruchRow[x] as number, light, (stack.retina[x] as number) ** 2, anatomy, geometry.rowUm);
  }
}

/** Share of pixel z that lies below a face whose edge is `edgeRows` wide. */
function below(z: number, face: number, edgeRows: number): number {
  const share = (z + 0.5 - face) / edgeRows + 0.5;
  return share < 0 ? 0 : Math.min(share, 1);
}

/** Bruch's membrane, then choroid and sclera as two decaying exponentials; the optic nerve takes their place below the disc. */
function paintBelowBruch(
  canvas: Canvas,
  x: number,
  bruchRow: number,
  light: number,
  retina: number,
  anatomy: EyeAnatomy,
  rowUm: number,
): void {
  const { choroidNear, choroidDeep, bruchGrey, bruchUm, scleraGain, nerveGrey, nerveLengthUm } = phantomParameters.tissue;
  const { rows, power } = canvas;
  const decayNear = Math.exp(-rowUm / (choroidNear.lengthUm * anatomy.choroidPenetration));
  const decayDeep = Math.exp(-rowUm / (choroidDeep.lengthUm * anatomy.choroidPenetration));
  const first = Math.max(0, Math.floor(bruchRow));
  const scleraRow = bruchRow + anatomy.choroidThicknessUm / rowUm;
  let near = choroidNear.power * light * retina;
  let deep = choroidDeep.power * light * retina;
  let nerve = powerOfGrey(nerveGrey) * light * (1 - retina);
  const decayNerve = Math.exp(-rowUm / nerveLengthUm);
  for (let z = first, at = x * rows + first; z < rows; z++, at++) {
    const cover = Math.min(1, z + 1 - bruchRow);
    const depth = z > scleraRow ? scleraGain : 1;
    power[at] = (power[at] as number) + cover * (near + deep * depth + nerve);
    near *= decayNear;
    deep *= decayDeep;
    nerve *= decayNerve;
  }
  const bruch = powerOfGrey(bruchGrey) * light * retina;
  for (let z = first, at = x * rows + first; z < Math.min(rows, bruchRow + bruchUm / rowUm); z++, at++) {
    power[at] = (power[at] as number) + bruch * (Math.min(z + 1, bruchRow + bruchUm / rowUm) - Math.max(z, bruchRow));
  }
}
