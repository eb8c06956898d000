// The eye of a phantom volume, in eye coordinates: nasal and superior µm from the fovea. A left eye is the mirror image of the right eye
// of the same seed, to the sample.
import { type RandomGenerator, randomGenerator } from '../../../../shared/random.ts';
import { between } from '../draw.ts';
import { drawEyeAnatomy, type EyeAnatomy } from '../eyeAnatomy.ts';
import { type RetinalLayer, retinalLayers } from '../phantomParameters.ts';
import { type FundusField, fundusField } from './fundusField.ts';
import { type VesselMap, vesselMap } from './vesselMap.ts';
import { growVessels } from './vesselTree.ts';
import { drawVolumeLesions, type FundusPlace, type VolumeDisease, type VolumeLesions } from './volumeLesions.ts';

export interface OpticDisc extends FundusPlace {
  readonly radiusUm: number;
  readonly cupRadiusUm: number;
  readonly cupDepthUm: number;
}

/** A layer of choroidal vessels: wherever the field is high there is a lumen. */
export interface ChoroidTier {
  readonly lumen: FundusField;
  readonly level: FundusField;
  /** Share of the choroid's thickness at which the vessels lie. */
  readonly depth: number;
  readonly radiusUm: number;
  readonly darkness: number;
}

export interface VolumeEye {
  readonly anatomy: EyeAnatomy;
  readonly disc: OpticDisc;
  /** Height of Bruch's membrane gained per µm; the eye seldom looks straight into the instrument. */
  readonly tilt: FundusPlace;
  readonly undulation: FundusField;
  readonly undulationUm: number;
  readonly rough: Record<RetinalLayer, FundusField>;
  readonly bright: Record<RetinalLayer, FundusField>;
  /** Bundles of nerve fibres: by angle around the disc and distance from it. */
  readonly bundles: FundusField;
  readonly uneven: FundusField;
  readonly mottle: FundusField;
  readonly vignetting: FundusField;
  readonly choroid: readonly ChoroidTier[];
  readonly vessels: VesselMap;
  readonly lesions: VolumeLesions;
}

const layers = Object.keys(retinalLayers) as RetinalLayer[];

export function drawVolumeEye(seed: number, disease: VolumeDisease): VolumeEye {
  const random = (purpose: string) => randomGenerator(seed, 'phantom-volume', purpose);
  const shape = random('shape');
  const anatomy = drawEyeAnatomy(seed, 0, 'OD');
  const radiusUm = between(shape, [780, 920]);
  const disc: OpticDisc = {
    nasalUm: anatomy.discMarginUm + radiusUm,
    superiorUm: between(shape, [150, 600]),
    radiusUm,
    cupRadiusUm: radiusUm * between(shape, [0.35, 0.6]),
    cupDepthUm: between(shape, [180, 380]),
  };
  const perLayer = (purpose: string, wavelengthUm: number) => {
    const draw = random(purpose);
    return Object.fromEntries(layers.map(name => [name, fundusField(draw, wavelengthUm)])) as Record<RetinalLayer, FundusField>;
  };
  const area = { fromNasalUm: -5200, toNasalUm: 10_200, fromSuperiorUm: -5600, toSuperiorUm: 5600 };
  const fields = random('fields');
  return {
    anatomy,
    disc,
    tilt: { nasalUm: 0.035 * shape.normal(), superiorUm: 0.03 * shape.normal() },
    undulation: fundusField(fields, 2500),
    undulationUm: between(shape, [2, 9]),
    rough: perLayer('rough', 300),
    bright: perLayer('bright', 420),
    bundles: fundusField(fields, 1),
    uneven: fundusField(fields, 380),
    mottle: fundusField(fields, 130),
    vignetting: fundusField(fields, 2600),
    choroid: drawChoroid(random('choroid')),
    vessels: vesselMap(growVessels(random('vessels'), disc), area),
    lesions: drawVolumeLesions(random('lesions'), disease),
  };
}

/** Sattler's layer of medium vessels above Haller's of large ones. */
function drawChoroid(random: RandomGenerator): ChoroidTier[] {
  const tier = (depth: number, wavelengthUm: number, radiusUm: number, darkness: number): ChoroidTier => ({
    lumen: fundusField(random, wavelengthUm),
    level: fundusField(random, 5 * wavelengthUm),
    ...{ depth, radiusUm, darkness },
  });
  return [tier(0.13, 70, 13, 1), tier(0.24, 100, 21, 1.5), tier(0.4, 170, 38, 1.8), tier(0.6, 230, 54, 1.9), tier(0.82, 250, 50, 1.6)];
}
