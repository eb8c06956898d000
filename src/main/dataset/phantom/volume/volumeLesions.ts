// The lesions of a phantom volume in three dimensions: detached pigment epithelium, subretinal fluid, swelling, cysts and bright foci.
import type { RandomGenerator } from '../../../../shared/random.ts';
import { between, chance, integerBetween } from '../draw.ts';
import { phantomParameters } from '../phantomParameters.ts';

export const volumeDiseases = ['none', 'edema', 'neovascular'] as const;
export type VolumeDisease = (typeof volumeDiseases)[number];

/** µm from the fovea. */
export interface FundusPlace {
  readonly nasalUm: number;
  readonly superiorUm: number;
}

/** Full height in the middle, none beyond the half-width; the higher `fullness`, the flatter the top. */
export interface Dome extends FundusPlace {
  readonly halfWidthUm: number;
  readonly heightUm: number;
  readonly fullness: number;
}

export interface VolumeSwelling extends FundusPlace {
  readonly halfWidthUm: number;
  readonly gainUm: { readonly onl: number; readonly inl: number; readonly opl: number; readonly ipl: number; readonly gcl: number };
}

/** A hole in a band of layers; `height` and `depth` are shares of the band's thickness. */
export interface VolumeCyst extends FundusPlace {
  readonly halfNasalUm: number;
  readonly halfSuperiorUm: number;
  readonly height: number;
  readonly depth: number;
  readonly band: 'inner' | 'outer' | 'whole';
}

/** A bright dot; `depth` 0 is the inner, 1 the outer limiting membrane. */
export interface VolumeFocus extends FundusPlace {
  readonly depth: number;
  readonly radiusUm: number;
  readonly grey: number;
}

export interface VolumeLesions {
  /** Material between pigment epithelium and Bruch's membrane. */
  readonly detachments: readonly Dome[];
  readonly detachmentGrey: number;
  readonly attenuationPerUm: number;
  /** Subretinal fluid fills the room between these domes and the detachments under them. */
  readonly fluid: readonly Dome[];
  readonly swellings: readonly VolumeSwelling[];
  readonly cysts: readonly VolumeCyst[];
  readonly foci: readonly VolumeFocus[];
}

export function drawVolumeLesions(random: RandomGenerator, disease: VolumeDisease): VolumeLesions {
  const lesions = {
    detachments: [] as Dome[],
    detachmentGrey: between(random, phantomParameters.cnv.pedGrey),
    attenuationPerUm: 0.5 * phantomParameters.cnv.attenuationPerUm,
    fluid: [] as Dome[],
    swellings: [] as VolumeSwelling[],
    cysts: [] as VolumeCyst[],
    foci: [] as VolumeFocus[],
  };
  if (disease === 'none') return lesions;
  const centre = { nasalUm: 350 * random.normal(), superiorUm: 300 * random.normal() };
  if (disease === 'neovascular') {
    const main = dome(random, centre, [650, 1050], [160, 290], [1, 1.5]);
    lesions.detachments.push(main);
    for (let i = integerBetween(random, [2, 4]); i > 0; i--) {
      lesions.detachments.push(
        dome(random, beside(random, main, main.halfWidthUm * between(random, [0.7, 1.3])), [250, 480], [70, 150], [1.1, 1.7]),
      );
    }
    lesions.fluid.push(dome(random, beside(random, main, 0.55 * main.halfWidthUm), [1250, 1750], [190, 280], [0.75, 1]));
    lesions.swellings.push(swelling(random, centre, 60));
    lesions.cysts.push(...cysts(random, beside(random, main, 500), 900, integerBetween(random, [10, 18])));
  } else {
    lesions.swellings.push(swelling(random, centre, between(random, [140, 240])));
    lesions.cysts.push(...cysts(random, centre, 1050, integerBetween(random, [90, 140])));
    lesions.fluid.push(dome(random, centre, [500, 900], [50, 110], [0.8, 1.1]));
  }
  for (let i = integerBetween(random, [25, 60]); i > 0; i--) {
    lesions.foci.push({
      ...beside(random, centre, 1300 * Math.sqrt(random.uniform())),
      depth: between(random, [0.3, 0.95]),
      radiusUm: between(random, [9, 17]),
      grey: between(random, phantomParameters.tissue.fociGrey),
    });
  }
  return lesions;
}

/** Height of a dome over a place, before unevenness. */
export function domeHeightUm(dome: Dome, nasalUm: number, superiorUm: number): number {
  const t2 = ((nasalUm - dome.nasalUm) ** 2 + (superiorUm - dome.superiorUm) ** 2) / dome.halfWidthUm ** 2;
  return t2 >= 1 ? 0 : dome.heightUm * (1 - t2) ** (1.6 / dome.fullness);
}

type Pair = readonly [low: number, high: number];

function dome(random: RandomGenerator, place: FundusPlace, halfWidthUm: Pair, heightUm: Pair, fullness: Pair): Dome {
  const { nasalUm, superiorUm } = place;
  return {
    ...{ nasalUm, superiorUm },
    halfWidthUm: between(random, halfWidthUm),
    heightUm: between(random, heightUm),
    fullness: between(random, fullness),
  };
}

function beside(random: RandomGenerator, { nasalUm, superiorUm }: FundusPlace, distanceUm: number): FundusPlace {
  const direction = 2 * Math.PI * random.uniform();
  return { nasalUm: nasalUm + distanceUm * Math.cos(direction), superiorUm: superiorUm + distanceUm * Math.sin(direction) };
}

function swelling(random: RandomGenerator, place: FundusPlace, gainUm: number): VolumeSwelling {
  const share = phantomParameters.dme.thickeningShare;
  const gain = (part: number): number => gainUm * part * between(random, [0.8, 1.2]);
  return {
    ...place,
    halfWidthUm: between(random, [900, 1500]),
    gainUm: { onl: gain(share.onl), inl: gain(share.inl), opl: gain(share.opl), ipl: gain(share.ipl), gcl: gain(share.gcl) },
  };
}

/** Cysts that do not touch, larger towards the middle, in two bands; sometimes one through most of the retina. */
function cysts(random: RandomGenerator, centre: FundusPlace, spreadUm: number, count: number): VolumeCyst[] {
  const made: VolumeCyst[] = [];
  if (chance(random, 0.75)) made.push(cystAt(random, centre, between(random, [180, 320]), 'whole'));
  for (let tries = 0; made.length < count && tries < 60 * count; tries++) {
    const distance = spreadUm * random.uniform() ** 0.8;
    const closeness = 1 - 0.65 * (distance / spreadUm);
    const band = chance(random, 0.58) ? 'outer' : 'inner';
    const half = closeness * (band === 'outer' ? between(random, [90, 240]) : between(random, [50, 130]));
    const next = cystAt(random, beside(random, centre, distance), half, band);
    const isFree = made.every(other => {
      const apart = Math.hypot(other.nasalUm - next.nasalUm, other.superiorUm - next.superiorUm);
      const sameBand = other.band === next.band || other.band === 'whole';
      return !sameBand || apart > Math.max(other.halfNasalUm, other.halfSuperiorUm) + Math.max(next.halfNasalUm, next.halfSuperiorUm) + 12;
    });
    if (isFree) made.push(next);
  }
  return made;
}

function cystAt(random: RandomGenerator, place: FundusPlace, halfUm: number, band: VolumeCyst['band']): VolumeCyst {
  const height = between(random, band === 'whole' ? [0.65, 0.9] : [0.55, 0.95]);
  const room = 0.3 * (1 - height);
  return {
    ...place,
    halfNasalUm: halfUm * between(random, [0.8, 1.25]),
    halfSuperiorUm: halfUm * between(random, [0.8, 1.25]),
    height,
    depth: between(random, [0.5 - room, 0.5 + room]),
    band,
  };
}
