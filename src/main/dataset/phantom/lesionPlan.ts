// What disease adds to an eye along one scan, as plain numbers that applyLesions builds into the layers. Positions are nasal µm.

/** A mound: full height in the middle, zero beyond the half-width. */
export interface Mound {
  nasalUm: number;
  halfWidthUm: number;
  heightUm: number;
  /** Above 1 flat-topped, below 1 pointed. */
  fullness: number;
  /** Relative unevenness of the surface. */
  irregularity: number;
}

/** Mounds of tissue or material in one of the spaces under the retina or the pigment epithelium. */
export interface Deposit {
  space: 'subretinalTissue' | 'subRpeTissue' | 'subRpe';
  mounds: Mound[];
  grey: number;
  attenuationPerUm: number;
}

/** Thickening of retinal layers around a place. */
export interface Swelling {
  nasalUm: number;
  halfWidthUm: number;
  gainUm: { onl: number; inl: number; opl: number; ipl: number; gcl: number };
}

/** A fluid-filled hole; `depth` 0 is its band's top, 1 its bottom, and it never leaves the band. */
export interface Cyst {
  nasalUm: number;
  halfWidthUm: number;
  /** Share of the band's thickness. */
  height: number;
  depth: number;
  band: 'inner' | 'outer' | 'whole';
}

/** A bright dot inside the retina; `depth` 0 is the inner, 1 the outer limiting membrane. */
export interface Focus {
  nasalUm: number;
  depth: number;
  radiusUm: number;
  grey: number;
  /** Share of the light that passes. */
  transmission: number;
}

export interface LesionPlan {
  deposits: Deposit[];
  /** Subretinal fluid fills the room between these mounds and the deposits under them. */
  fluid: Mound[];
  swellings: Swelling[];
  cysts: Cyst[];
  foci: Focus[];
  /** Share of the photoreceptor bands lost above deposits. */
  photoreceptorLoss: number;
}

export function noLesions(): LesionPlan {
  return { deposits: [], fluid: [], swellings: [], cysts: [], foci: [], photoreceptorLoss: 0 };
}

/** Height of a mound at a nasal position, before unevenness, µm. */
export function moundHeightUm(mound: Mound, nasalUm: number): number {
  const t = Math.abs(nasalUm - mound.nasalUm) / mound.halfWidthUm;
  return t >= 1 ? 0 : mound.heightUm * (1 - t * t) ** (1.6 / mound.fullness);
}
