// Retinal vessels as a tree: arteries and veins leave the disc, arch over and under the macula, and branch towards it; none enters the
// avascular zone of the fovea. Positions are nasal and superior µm from the fovea.
import type { RandomGenerator } from '../../../../shared/random.ts';
import { between } from '../draw.ts';

export interface VesselPoint {
  readonly nasalUm: number;
  readonly superiorUm: number;
  readonly radiusUm: number;
}
export type Vessel = readonly VesselPoint[];

const stepUm = 45;
const avascularUm = 420;
const extentUm = 6500;
const smallestRadiusUm = 9;

/** @param disc centre of the optic disc */
export function growVessels(random: RandomGenerator, disc: { nasalUm: number; superiorUm: number }): Vessel[] {
  const vessels: Vessel[] = [];
  for (const vertical of [1, -1]) {
    for (const isVein of [false, true]) {
      const apart = isVein ? 350 : -150;
      const arch = between(random, [2500, 3200]) + apart;
      const temporal = [
        { n: disc.nasalUm - 60 * vertical + apart * 0.2, s: disc.superiorUm },
        { n: disc.nasalUm + 150 + apart * 0.5, s: disc.superiorUm + vertical * between(random, [1500, 2000]) },
        { n: between(random, [1500, 2300]), s: vertical * (arch + between(random, [300, 700])) },
        { n: -5600, s: vertical * (arch - between(random, [200, 1100])) },
      ] as const;
      trunk(random, vessels, temporal, between(random, isVein ? [58, 72] : [46, 58]));
      const nasal = [
        { n: disc.nasalUm + 40 * vertical, s: disc.superiorUm },
        { n: disc.nasalUm + 250 + apart, s: disc.superiorUm + vertical * 900 },
        { n: disc.nasalUm + 1200, s: vertical * between(random, [1200, 2200]) },
        { n: disc.nasalUm + 3200, s: vertical * between(random, [1500, 3600]) },
      ] as const;
      trunk(random, vessels, nasal, between(random, isVein ? [42, 54] : [34, 44]));
      branch(
        random,
        vessels,
        { n: disc.nasalUm - 500, s: disc.superiorUm + vertical * between(random, [150, 550]) },
        Math.PI + between(random, [-0.35, 0.35]),
        17,
        2,
      );
    }
  }
  return vessels;
}

type Place = { readonly n: number; readonly s: number };

/** A main vessel along a cubic Bézier curve, with bends of its own; gives off branches towards the macula and away from it. */
function trunk(random: RandomGenerator, vessels: Vessel[], [a, b, c, d]: readonly [Place, Place, Place, Place], radiusUm: number): void {
  const points: VesselPoint[] = [];
  const bends = [2600, 1100].flatMap(waveUm =>
    (['n', 's'] as const).map(axis => ({
      axis,
      waveUm,
      phase: between(random, [0, 2 * Math.PI]),
      sizeUm: 0.035 * waveUm * between(random, [0.5, 1.5]),
    })),
  );
  const steps = 260;
  let travelledUm = 0;
  let nextBranchUm = between(random, [1300, 2000]);
  let last: Place | null = null;
  for (let i = 0; i <= steps; i++) {
    const t = i / steps;
    const along = (axis: 'n' | 's') =>
      (1 - t) ** 3 * a[axis] + 3 * t * (1 - t) ** 2 * b[axis] + 3 * t * t * (1 - t) * c[axis] + t ** 3 * d[axis];
    const bent = (axis: 'n' | 's') =>
      bends.reduce(
        (sum, bend) => (bend.axis === axis ? sum + bend.sizeUm * Math.sin((2 * Math.PI * travelledUm) / bend.waveUm + bend.phase) : sum),
        along(axis),
      );
    const fade = Math.min(1, travelledUm / 800);
    const here = { n: along('n') + fade * (bent('n') - along('n')), s: along('s') + fade * (bent('s') - along('s')) };
    const radius = radiusUm * (1 - 0.5 * t);
    points.push({ nasalUm: here.n, superiorUm: here.s, radiusUm: radius });
    const heading = last === null ? 0 : Math.atan2(here.s - last.s, here.n - last.n);
    travelledUm += last === null ? 0 : Math.hypot(here.n - last.n, here.s - last.s);
    last = here;
    if (travelledUm < nextBranchUm || i > steps - 12) continue;
    nextBranchUm = travelledUm + between(random, [450, 1500]);
    // To the side on which the fovea lies, three times in four.
    const towards = Math.sin(Math.atan2(-here.s, -here.n) - heading) > 0 ? 1 : -1;
    const side = random.uniform() < 0.75 ? towards : -towards;
    branch(random, vessels, here, heading + side * between(random, [0.45, 1.15]), radius * between(random, [0.35, 0.65]), 0);
  }
  vessels.push(points);
}

/** A branch wanders, turns slowly towards the fovea or away from it, thins, divides, and ends before the avascular zone. */
function branch(
  random: RandomGenerator,
  vessels: Vessel[],
  start: Place,
  startHeading: number,
  startRadiusUm: number,
  depth: number,
): void {
  const points: VesselPoint[] = [];
  let { n, s } = start;
  let heading = startHeading;
  let radius = startRadiusUm;
  let turn = 0;
  const outwards = Math.cos(startHeading - Math.atan2(-s, -n)) < 0 ? Math.PI : 0;
  while (radius > smallestRadiusUm && Math.hypot(n, s) > avascularUm && Math.abs(n) < extentUm + 4000 && Math.abs(s) < extentUm) {
    points.push({ nasalUm: n, superiorUm: s, radiusUm: radius });
    turn = 0.8 * turn + 0.045 * random.normal();
    const wanted = Math.atan2(-s, -n) + outwards;
    heading += turn + 0.018 * Math.sin(wanted - heading);
    n += stepUm * Math.cos(heading);
    s += stepUm * Math.sin(heading);
    radius *= 0.9945;
    if (depth < 3 && points.length > 8 && random.uniform() < 0.026) {
      const side = random.uniform() < 0.5 ? 1 : -1;
      branch(random, vessels, { n, s }, heading + side * between(random, [0.4, 0.95]), radius * between(random, [0.5, 0.8]), depth + 1);
      heading -= side * between(random, [0.05, 0.25]);
      radius *= 0.93;
    }
  }
  if (points.length > 3) vessels.push(points);
}
