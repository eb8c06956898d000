// Drusen: mounds of moderately reflective material between pigment epithelium and Bruch's membrane, with the bands above disturbed.
import type { RandomGenerator } from '../../../shared/random.ts';
import { around, between, chance, integerBetween } from './draw.ts';
import { type LesionPlan, type Mound, noLesions } from './lesionPlan.ts';
import { phantomParameters } from './phantomParameters.ts';

/** The drusen of one eye. @param severity 0 … 1 */
export function drawDrusen(random: RandomGenerator, severity: number): LesionPlan {
  const p = phantomParameters.drusen;
  const centreUm = around(random, p.centreUm);
  const spreadUm = between(random, p.spreadUm);
  const largestUm = p.largestHeightUm[0] + (p.largestHeightUm[1] - p.largestHeightUm[0]) * severity;
  const count = Math.round(p.count[0] + (p.count[1] - p.count[0]) * (0.5 * severity + 0.5 * random.uniform()));
  const mounds = Array.from({ length: count }, (_, i): Mound => {
    const heightUm = largestUm * (i === 0 ? 1 : between(random, p.smallerHeight));
    return {
      nasalUm: centreUm + (i === 0 ? 0.3 : 1) * spreadUm * Math.max(-2, Math.min(2, random.normal())),
      halfWidthUm: Math.max(between(random, p.halfWidthUm), p.smallestAspect * heightUm),
      heightUm,
      fullness: between(random, p.fullness),
      irregularity: between(random, p.irregularity),
    };
  });
  if (chance(random, p.confluentProbability)) {
    mounds.push({
      nasalUm: centreUm,
      halfWidthUm: between(random, p.confluentHalfWidthUm),
      heightUm: between(random, p.confluentHeightUm) * (0.6 + 0.4 * severity),
      fullness: between(random, p.confluentFullness),
      irregularity: between(random, p.irregularity),
    });
  }
  const plan = noLesions();
  plan.deposits.push({ space: 'subRpe', mounds, grey: between(random, p.materialGrey), attenuationPerUm: p.attenuationPerUm });
  plan.photoreceptorLoss = between(random, p.ezLoss);
  plan.foci = Array.from({ length: integerBetween(random, p.foci) }, () => ({
    nasalUm: centreUm + spreadUm * random.normal(),
    depth: between(random, p.fociDepth),
    radiusUm: between(random, p.fociRadiusUm),
    grey: between(random, phantomParameters.tissue.fociGrey),
    transmission: 0.85,
  }));
  return plan;
}
