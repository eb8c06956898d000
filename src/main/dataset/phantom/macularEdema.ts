// Diabetic macular edema: thickened retina, cysts in the inner nuclear and the Henle fibre layer, bright foci and exudates, sometimes
// subretinal fluid. Signs as in Otani et al., American Journal of Ophthalmology 1999.
import type { RandomGenerator } from '../../../shared/random.ts';
import { around, between, chance, integerBetween, octavesBetween } from './draw.ts';
import { type Cyst, type Focus, type LesionPlan, noLesions } from './lesionPlan.ts';
import { phantomParameters } from './phantomParameters.ts';

/** The edema of one eye. @param severity 0 … 1 */
export function drawMacularEdema(random: RandomGenerator, severity: number): LesionPlan {
  const p = phantomParameters.dme;
  const plan = noLesions();
  const centreUm = around(random, p.centreUm);
  const spreadUm = between(random, p.spreadUm);
  const gainUm = p.thickeningUm[0] + (p.thickeningUm[1] - p.thickeningUm[0]) * severity;
  const share = p.thickeningShare;
  const gain = (part: number): number => gainUm * part * between(random, [0.7, 1.3]);
  plan.swellings.push({
    nasalUm: centreUm,
    halfWidthUm: spreadUm,
    gainUm: { onl: gain(share.onl), inl: gain(share.inl), opl: gain(share.opl), ipl: gain(share.ipl), gcl: gain(share.gcl) },
  });
  plan.cysts = [
    ...cystRow(random, 'outer', centreUm, spreadUm, severity, p.outerCysts),
    ...cystRow(random, 'inner', centreUm, spreadUm, severity, p.innerCysts),
  ];
  if (severity > p.largeCystFrom && chance(random, p.largeCystProbability)) {
    plan.cysts.push({
      nasalUm: centreUm,
      halfWidthUm: between(random, p.largeCystHalfWidthUm),
      height: between(random, p.largeCystHeight),
      depth: 0.5,
      band: 'whole',
    });
  }
  plan.foci = [
    ...Array.from({ length: integerBetween(random, p.foci) }, () => focus(random, centreUm, spreadUm, p.fociRadiusUm, 0.85)),
    ...Array.from({ length: integerBetween(random, p.exudates) }, () => focus(random, centreUm, spreadUm, p.exudateRadiusUm, 0.4)),
  ];
  if (chance(random, p.srfProbability)) {
    plan.fluid.push({
      nasalUm: centreUm + 150 * random.normal(),
      halfWidthUm: between(random, p.srfHalfWidthUm),
      heightUm: between(random, p.srfHeightUm) * (0.4 + 0.6 * severity),
      fullness: between(random, p.srfFullness),
      irregularity: 0.02,
    });
  }
  return plan;
}

/** Cysts side by side with septa between, the larger the nearer to the centre. */
function cystRow(
  random: RandomGenerator,
  band: 'inner' | 'outer',
  centreUm: number,
  spreadUm: number,
  severity: number,
  [fewest, most]: readonly [number, number],
): Cyst[] {
  const p = phantomParameters.dme;
  const [narrow, wide] = p.cystHalfWidthUm;
  const cysts: Cyst[] = [];
  const count = Math.round(fewest + (most - fewest) * (0.55 * severity + 0.45 * random.uniform()));
  const size = band === 'outer' ? 1 : 0.55;
  let rightUm = centreUm;
  let leftUm = centreUm;
  for (let i = 0; i < count; i++) {
    const toRight = random.uniform() < 0.5;
    const closeness = Math.exp(-(((toRight ? rightUm : leftUm) - centreUm) ** 2) / spreadUm ** 2);
    const wideUm = narrow + (wide - narrow) * closeness * (0.25 + 0.75 * severity);
    const halfWidthUm = Math.max(20, size * octavesBetween(random, [0.5 * wideUm, wideUm]));
    const septumUm = between(random, chance(random, p.septumProbability) ? p.septumUm : p.gapUm);
    const nasalUm = toRight ? rightUm + septumUm + halfWidthUm : leftUm - septumUm - halfWidthUm;
    if (toRight) rightUm = nasalUm + halfWidthUm;
    else leftUm = nasalUm - halfWidthUm;
    if (Math.abs(nasalUm - centreUm) > 1.3 * spreadUm) continue;
    const height = between(random, band === 'outer' ? p.outerCystHeight : p.innerCystHeight) * (0.55 + 0.45 * closeness);
    cysts.push({ nasalUm, halfWidthUm, height, depth: between(random, [0.5 - 0.3 * (1 - height), 0.5 + 0.3 * (1 - height)]), band });
  }
  return cysts;
}

function focus(
  random: RandomGenerator,
  centreUm: number,
  spreadUm: number,
  radiusUm: readonly [number, number],
  transmission: number,
): Focus {
  return {
    nasalUm: centreUm + 1.2 * spreadUm * random.normal(),
    depth: between(random, phantomParameters.dme.fociDepth),
    radiusUm: between(random, radiusUm),
    grey: between(random, phantomParameters.tissue.fociGrey),
    transmission,
  };
}
