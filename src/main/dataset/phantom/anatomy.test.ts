import { expect, test } from 'vitest';
import { applyLesions } from './applyLesions.ts';
import { drawEyeAnatomy, type Eye, meanThicknessUm } from './eyeAnatomy.ts';
import { boundaryRows, buildLayerStack, type LayerStack } from './layerStack.ts';
import { lesionPlanOf } from './lesionPlanOf.ts';
import { phantomClasses, phantomParameters, type RetinalLayer, retinalLayers } from './phantomParameters.ts';
import { drawScanGeometry, type ScanGeometry } from './scanGeometry.ts';
import type { ScanKey } from './scanKey.ts';

function healthyEye(key: ScanKey, eye: Eye): { geometry: ScanGeometry; stack: LayerStack } {
  const anatomy = drawEyeAnatomy(key.seed, key.patient, eye);
  const geometry = drawScanGeometry(key, anatomy);
  return { geometry, stack: buildLayerStack(key, anatomy, geometry) };
}

test('no layer boundary crosses another, whatever the disease', () => {
  for (let patient = 0; patient < 60; patient++) {
    const key = { seed: 61, patient, index: patient % 3 };
    for (const diagnosis of phantomClasses) {
      const { geometry, stack } = healthyEye(key, 'OD');
      applyLesions(stack, lesionPlanOf(key, diagnosis, 'OD', 2).plan, geometry, key);
      const faces = boundaryRows(stack, geometry);
      for (let k = 1; k < faces.length; k++) {
        const gap = (faces[k] as Float32Array).map((row, x) => row - ((faces[k - 1] as Float32Array)[x] as number));
        expect(Math.min(...gap)).toBeGreaterThanOrEqual(-1e-4);
      }
    }
  }
});

test('healthy retinas stay inside the margins of the picture', () => {
  const { marginTopRows, marginBottomRows } = phantomParameters.scan;
  for (let patient = 0; patient < 60; patient++) {
    const { geometry, stack } = healthyEye({ seed: 71, patient, index: 0 }, 'OS');
    // The margins hold for the mean eye; a thick retina and a high disc rim may reach 25 rows further.
    expect(Math.min(...(boundaryRows(stack, geometry)[0] as Float32Array))).toBeGreaterThan(marginTopRows - 60);
    expect(Math.max(...geometry.bruchRow)).toBeLessThan(geometry.rows - marginBottomRows + 1);
  }
});

/** Mean over the ring between two eccentricities, µm. */
function ringMeanUm(layers: RetinalLayer[], innerUm: number, outerUm: number): number {
  let sum = 0;
  let area = 0;
  for (let r = innerUm + 10; r < outerUm; r += 20) {
    for (let angle = 0; angle < 24; angle++) {
      const [nasal, superior] = [r * Math.cos((angle * Math.PI) / 12), r * Math.sin((angle * Math.PI) / 12)];
      for (const layer of layers) sum += r * meanThicknessUm(layer, nasal, superior);
      area += r;
    }
  }
  return sum / area;
}

test('layer thickness agrees with BMC Ophthalmology 2018, 18:169, table 6, in the three ETDRS rings', () => {
  const outer = ['elm', 'myoid', 'ez', 'os', 'iz', 'rpe'] as const satisfies RetinalLayer[];
  // Means of the table's sectors: central, 1–3 mm, 3–6 mm diameter.
  const table: [RetinalLayer[], number, number, number][] = [
    [['rnfl'], 10.78, 21.22, 35.45],
    [['gcl'], 12.31, 50.04, 37],
    [['ipl'], 18.28, 41.36, 30.32],
    [['inl'], 15.27, 38.79, 33.35],
    [['opl'], 23.48, 33.01, 26.94],
    [['onl'], 88.44, 67.62, 54.85],
    [[...outer], 90.19, 82.65, 79.32],
    [Object.keys(retinalLayers) as RetinalLayer[], 257.04, 334.74, 297.18],
  ];
  for (const [layers, centre, inner, outside] of table) {
    expect(Math.abs(ringMeanUm(layers, 0, 500) - centre)).toBeLessThan(3);
    expect(Math.abs(ringMeanUm(layers, 500, 1500) - inner)).toBeLessThan(3);
    expect(Math.abs(ringMeanUm(layers, 1500, 3000) - outside)).toBeLessThan(4);
  }
});

test('the right and the left eye of a patient are mirror images', () => {
  const half = (stack: LayerStack, side: 'left' | 'right', columns: number): number => {
    const { thicknessUm } = stack.rnfl;
    const part = side === 'left' ? thicknessUm.subarray(0, columns / 2) : thicknessUm.subarray(columns / 2);
    return part.reduce((sum, value) => sum + value, 0);
  };
  for (let patient = 0; patient < 20; patient++) {
    const key = { seed: 81, patient, index: 0 };
    const right = healthyEye(key, 'OD');
    const left = healthyEye(key, 'OS');
    const { columns } = right.geometry;
    expect(left.geometry.nasalUm).toEqual(right.geometry.nasalUm.map(nasal => -nasal));
    // The nerve fibres are thicker towards the disc: on the right in right eyes, on the left in left eyes.
    expect(half(right.stack, 'right', columns)).toBeGreaterThan(half(right.stack, 'left', columns));
    expect(half(left.stack, 'left', columns)).toBeGreaterThan(half(left.stack, 'right', columns));
  }
});

test('the scans of a patient share the anatomy, and other patients have another', () => {
  const anatomy = drawEyeAnatomy(91, 5, 'OD');
  expect(drawEyeAnatomy(91, 5, 'OD')).toEqual(anatomy);
  const fellow = drawEyeAnatomy(91, 5, 'OS');
  expect(fellow.discMarginUm).toBe(anatomy.discMarginUm);
  expect(Math.abs(fellow.thicknessFactor.gcl / anatomy.thicknessFactor.gcl - 1)).toBeLessThan(0.08);
  expect(drawEyeAnatomy(91, 6, 'OD').thicknessFactor.gcl).not.toBeCloseTo(anatomy.thicknessFactor.gcl, 3);
});
