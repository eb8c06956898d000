// The lesions of one scan: the eye's own, as far from their centres as the scan cuts them.
import { randomGenerator } from '../../../shared/random.ts';
import { around, between } from './draw.ts';
import { drawDrusen } from './drusen.ts';
import type { Eye } from './eyeAnatomy.ts';
import { type LesionPlan, type Mound, noLesions } from './lesionPlan.ts';
import { drawMacularEdema } from './macularEdema.ts';
import { drawNeovascularization } from './neovascularization.ts';
import { type PhantomClass, phantomParameters } from './phantomParameters.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';

/**
 * The lesions that a scan of an eye shows; the same key and eye give the same ones.
 * @param signal scales heights and thickening: 1 as designed, 0 no lesion at all
 */
export function lesionPlanOf(key: ScanKey, diagnosis: PhantomClass, eye: Eye, signal: number): { plan: LesionPlan; severity: number } {
  const random = randomGenerator(key.seed, 'phantom', 'lesion', key.patient, eye);
  const severity = random.uniform();
  if (diagnosis === 'NORMAL' || signal === 0) return { plan: noLesions(), severity: 0 };
  const draw = { DRUSEN: drawDrusen, CNV: drawNeovascularization, DME: drawMacularEdema }[diagnosis];
  const cut = scanRandom(key, 'cut');
  const share = signal * Math.sqrt(1 - between(cut, phantomParameters.cut.distance) ** 2);
  return { plan: cutPlan(draw(random, severity), share, around(cut, phantomParameters.cut.shiftUm)), severity };
}

/** The plan as seen by a scan off the centre: everything smaller by `share` and moved by `shiftUm`. */
function cutPlan(plan: LesionPlan, share: number, shiftUm: number): LesionPlan {
  const moved = (nasalUm: number): number => nasalUm + shiftUm;
  const mound = (m: Mound): Mound => ({ ...m, nasalUm: moved(m.nasalUm), heightUm: m.heightUm * share });
  return {
    deposits: plan.deposits.map(deposit => ({ ...deposit, mounds: deposit.mounds.map(mound) })),
    fluid: plan.fluid.map(mound),
    swellings: plan.swellings.map(({ nasalUm, halfWidthUm, gainUm: g }) => ({
      nasalUm: moved(nasalUm),
      halfWidthUm,
      gainUm: { onl: share * g.onl, inl: share * g.inl, opl: share * g.opl, ipl: share * g.ipl, gcl: share * g.gcl },
    })),
    cysts: plan.cysts.map(cyst => ({ ...cyst, nasalUm: moved(cyst.nasalUm), height: cyst.height * Math.min(1, share) })),
    foci: plan.foci.map(focus => ({ ...focus, nasalUm: moved(focus.nasalUm) })),
    photoreceptorLoss: plan.photoreceptorLoss,
  };
}
