// Choroidal neovascularization: a membrane under (type 1, "occult") or above (type 2, "classic") the pigment epithelium or a serous
// detachment with a membrane at its edge, with subretinal and intraretinal fluid. Types as in Freund et al., Retina 2010.
import type { RandomGenerator } from '../../../shared/random.ts';
import { around, between, chance, integerBetween, weighted } from './draw.ts';
import { type LesionPlan, type Mound, noLesions } from './lesionPlan.ts';
import { phantomParameters, type Range } from './phantomParameters.ts';

/** The neovascular lesion of one eye. @param severity 0 … 1 */
export function drawNeovascularization(random: RandomGenerator, severity: number): LesionPlan {
  const p = phantomParameters.cnv;
  const plan = noLesions();
  const kind = weighted(random, p.kinds).name;
  const graded = ([low, high]: Range): number => low + (high - low) * (0.75 * severity + 0.25 * random.uniform());
  const main: Mound = {
    nasalUm: around(random, p.centreUm),
    halfWidthUm: graded(p.halfWidthUm),
    heightUm: graded(kind === 'serous' ? p.serousHeightUm : p.heightUm),
    fullness: between(random, kind === 'serous' ? p.serousFullness : p.fullness),
    irregularity: kind === 'serous' ? 0.03 : between(random, p.irregularity),
  };
  const membraneGrey = between(random, p.membraneGrey);
  const companion = (): Mound => ({
    ...main,
    nasalUm: main.nasalUm + (random.uniform() < 0.5 ? -1 : 1) * between(random, p.companionOffset) * main.halfWidthUm,
    halfWidthUm: main.halfWidthUm * between(random, p.companionSize),
    heightUm: main.heightUm * between(random, p.companionSize),
    irregularity: between(random, p.irregularity),
  });
  const tissue = (space: 'subretinalTissue' | 'subRpeTissue', mounds: Mound[]): void => {
    plan.deposits.push({ space, mounds, grey: membraneGrey, attenuationPerUm: p.attenuationPerUm });
  };
  const material = (mounds: Mound[], grey: number): void => {
    plan.deposits.push({ space: 'subRpe', mounds, grey, attenuationPerUm: p.attenuationPerUm });
  };
  if (kind === 'classic') {
    tissue('subretinalTissue', [main, companion()]);
    material([{ ...main, heightUm: 0.25 * main.heightUm, irregularity: 0.15 }], between(random, p.pedGrey));
  } else if (kind === 'occult') {
    const share = between(random, p.membraneShare);
    const mounds = [main, ...Array.from({ length: integerBetween(random, p.companions) }, companion)];
    tissue(
      'subRpeTissue',
      mounds.map(mound => ({ ...mound, heightUm: share * mound.heightUm })),
    );
    material(
      mounds.map(mound => ({ ...mound, heightUm: (1 - share) * mound.heightUm })),
      between(random, p.pedGrey),
    );
  } else {
    material([main], between(random, p.serousGrey));
    tissue('subRpeTissue', [companion(), { ...main, heightUm: 0.12 * main.heightUm }]);
  }
  plan.photoreceptorLoss = between(random, p.ezLoss);

  const wet = chance(random, p.srfProbability);
  if (wet) {
    plan.fluid.push({
      nasalUm: main.nasalUm + main.halfWidthUm * between(random, p.srfOffset),
      halfWidthUm: main.halfWidthUm * between(random, p.srfEnvelope),
      heightUm: main.heightUm * between(random, p.srfHeight),
      fullness: between(random, p.srfFullness),
      irregularity: 0.02,
    });
  }
  if (!wet || chance(random, p.irfProbability)) addCystsAbove(random, plan, main, severity);
  plan.foci = Array.from({ length: integerBetween(random, p.foci) }, () => ({
    nasalUm: main.nasalUm + main.halfWidthUm * random.normal(),
    depth: between(random, p.fociDepth),
    radiusUm: between(random, p.fociRadiusUm),
    grey: between(random, phantomParameters.tissue.fociGrey),
    transmission: 0.85,
  }));
  return plan;
}

/** Intraretinal fluid over the membrane, in a slightly swollen retina. */
function addCystsAbove(random: RandomGenerator, plan: LesionPlan, main: Mound, severity: number): void {
  const p = phantomParameters.cnv;
  const swellUm = between(random, p.irfSwellingUm) * (0.4 + 0.6 * severity);
  plan.swellings.push({
    nasalUm: main.nasalUm,
    halfWidthUm: main.halfWidthUm,
    gainUm: { onl: 0.7 * swellUm, inl: 0.3 * swellUm, opl: 0, ipl: 0, gcl: 0 },
  });
  const count = integerBetween(random, p.irfCysts);
  for (let i = 0; i < count; i++) {
    plan.cysts.push({
      nasalUm: main.nasalUm + 0.6 * main.halfWidthUm * (((i + random.uniform()) / count) * 2 - 1),
      halfWidthUm: between(random, p.irfHalfWidthUm),
      height: between(random, p.irfHeight),
      depth: between(random, p.irfDepth),
      band: chance(random, p.irfOuterProbability) ? 'outer' : 'inner',
    });
  }
}
