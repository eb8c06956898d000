// The eyes of a synthetic patient: what every scan of the patient shares. Positions are in eye coordinates: µm from the fovea, nasal and superior.
import { randomGenerator } from '../../../shared/random.ts';
import { around, between, chance, integerBetween } from './draw.ts';
import { type LayerShape, phantomParameters, type RetinalLayer, retinalLayers } from './phantomParameters.ts';
import { smoothStep } from './smoothNoise.ts';

export type Eye = 'OD' | 'OS';

export interface RetinalVessel {
  nasalUm: number;
  diameterUm: number;
  /** Share of the light that still passes below the vessel. */
  transmission: number;
}

export interface EyeAnatomy {
  eye: Eye;
  thicknessFactor: Record<RetinalLayer, number>;
  pitRadiusFactor: number;
  discMarginUm: number;
  /** Height of Bruch's membrane above its foveal height = curvature × (distance / 3 mm)². */
  curvatureUm: number;
  choroidThicknessUm: number;
  choroidPenetration: number;
  boundaryRoughnessUm: number;
  vessels: RetinalVessel[];
  /** Height of the detached posterior hyaloid above the retina, if it is detached. */
  hyaloidHeightUm: number | null;
}

const layerNames = Object.keys(retinalLayers) as RetinalLayer[];

/** One eye of a patient. Both eyes share the patient's draws; each adds its own vessels and a small asymmetry. */
export function drawEyeAnatomy(seed: number, patient: number, eye: Eye): EyeAnatomy {
  const p = phantomParameters.anatomy;
  const shared = randomGenerator(seed, 'phantom', 'patient', patient);
  const own = randomGenerator(seed, 'phantom', 'eye', patient, eye);
  const overall = around(shared, p.overallThickness);
  const thicknessFactor = Object.fromEntries(
    layerNames.map(name => {
      const sd = retinalLayers[name].sd;
      const patientFactor = around(shared, { mean: 1, sd, low: 1 - 2.5 * sd, high: 1 + 2.5 * sd });
      return [name, overall * patientFactor * (1 + p.eyeAsymmetrySd * own.normal())];
    }),
  ) as Record<RetinalLayer, number>;
  return {
    eye,
    thicknessFactor,
    pitRadiusFactor: around(shared, p.pitRadius),
    discMarginUm: around(shared, p.discMarginUm),
    curvatureUm: around(shared, p.curvatureUm) + 12 * own.normal(),
    choroidThicknessUm: around(shared, p.choroidThicknessUm) * (1 + 0.04 * own.normal()),
    choroidPenetration: around(shared, p.choroidPenetration),
    boundaryRoughnessUm: between(shared, p.boundaryRoughnessUm),
    hyaloidHeightUm: chance(shared, p.hyaloidProbability) ? between(shared, p.hyaloidHeightUm) : null,
    vessels: Array.from({ length: integerBetween(own, p.retinalVessels) }, () => ({
      nasalUm: (own.uniform() < 0.5 ? -1 : 1) * between(own, [p.vesselFreeRadiusUm, 4200]),
      diameterUm: between(own, p.vesselDiameterUm),
      transmission: between(own, p.vesselTransmission),
    })),
  };
}

/** Thickness of a layer of the average eye in µm, `nasalUm` and `superiorUm` from the fovea (negative: temporal, inferior). */
export function meanThicknessUm(layer: RetinalLayer, nasalUm: number, superiorUm: number, pitRadiusFactor = 1): number {
  const shape: LayerShape = retinalLayers[layer];
  const eccentricity2 = nasalUm ** 2 + superiorUm ** 2;
  const outsidePit = 1 - Math.exp(-eccentricity2 / (shape.pitRadiusUm * pitRadiusFactor) ** 2);
  const outward = Math.exp(-eccentricity2 / 2000 ** 2);
  const plateau = shape.outerUm + (shape.peakUm - shape.outerUm) * outward;
  const thickness = Math.max(0, shape.foveaUm + outsidePit * (plateau - shape.foveaUm));
  if (layer !== 'rnfl') return thickness;
  const p = phantomParameters.anatomy;
  const nasal = p.rnflNasalSlope * Math.max(0, nasalUm - p.rnflNasalStartUm);
  return thickness + nasal + p.rnflArcuateUm * smoothStep(0, p.rnflArcuateAtUm, Math.abs(superiorUm));
}
