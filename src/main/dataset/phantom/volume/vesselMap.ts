// The vessel tree as a map of the fundus, so that an A-scan finds the vessel above it at once.
import type { Vessel } from './vesselTree.ts';

/** Area of the map in µm from the fovea. */
export interface FundusArea {
  readonly fromNasalUm: number;
  readonly toNasalUm: number;
  readonly fromSuperiorUm: number;
  readonly toSuperiorUm: number;
}

export interface VesselAt {
  /** 0 where there is none. */
  readonly radiusUm: number;
  /** Distance from the vessel's axis as a share of its radius: 0 … 1. */
  readonly offset: number;
}

const cellUm = 6;
const none: VesselAt = { radiusUm: 0, offset: 1 };

export type VesselMap = (nasalUm: number, superiorUm: number) => VesselAt;

/** Where vessels cross, the one whose axis is nearer (as a share of its radius) is seen. */
export function vesselMap(vessels: readonly Vessel[], area: FundusArea): VesselMap {
  const across = Math.ceil((area.toNasalUm - area.fromNasalUm) / cellUm) + 1;
  const along = Math.ceil((area.toSuperiorUm - area.fromSuperiorUm) / cellUm) + 1;
  const radius = new Float32Array(across * along);
  const offset = new Float32Array(across * along).fill(1);
  for (const vessel of vessels) {
    for (let i = 1; i < vessel.length; i++) stampSegment(vessel, i);
  }
  return (nasalUm, superiorUm) => {
    const x = Math.round((nasalUm - area.fromNasalUm) / cellUm);
    const y = Math.round((superiorUm - area.fromSuperiorUm) / cellUm);
    if (x < 0 || x >= across || y < 0 || y >= along) return none;
    const at = y * across + x;
    return (radius[at] as number) === 0 ? none : { radiusUm: radius[at] as number, offset: offset[at] as number };
  };

  function stampSegment(vessel: Vessel, i: number): void {
    const from = vessel[i - 1] as Vessel[number];
    const to = vessel[i] as Vessel[number];
    const reach = Math.max(from.radiusUm, to.radiusUm) + cellUm;
    const dn = to.nasalUm - from.nasalUm;
    const ds = to.superiorUm - from.superiorUm;
    const length2 = dn * dn + ds * ds || 1;
    const firstX = Math.max(0, Math.floor((Math.min(from.nasalUm, to.nasalUm) - reach - area.fromNasalUm) / cellUm));
    const lastX = Math.min(across - 1, Math.ceil((Math.max(from.nasalUm, to.nasalUm) + reach - area.fromNasalUm) / cellUm));
    const firstY = Math.max(0, Math.floor((Math.min(from.superiorUm, to.superiorUm) - reach - area.fromSuperiorUm) / cellUm));
    const lastY = Math.min(along - 1, Math.ceil((Math.max(from.superiorUm, to.superiorUm) + reach - area.fromSuperiorUm) / cellUm));
    for (let y = firstY; y <= lastY; y++) {
      const s = area.fromSuperiorUm + y * cellUm - from.superiorUm;
      for (let x = firstX; x <= lastX; x++) {
        const n = area.fromNasalUm + x * cellUm - from.nasalUm;
        const share = Math.min(1, Math.max(0, (n * dn + s * ds) / length2));
        const wide = from.radiusUm + share * (to.radiusUm - from.radiusUm);
        const distance = Math.hypot(n - share * dn, s - share * ds) / wide;
        const at = y * across + x;
        if (distance >= (offset[at] as number)) continue;
        offset[at] = distance;
        radius[at] = wide;
      }
    }
  }
}
