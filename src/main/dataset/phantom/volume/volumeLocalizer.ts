// The fundus picture on which a phantom volume lies: the same disc and vessels that the B-scans cut, in the way each device takes it.
import { randomGenerator } from '../../../../shared/random.ts';
import type { Raster } from '../../../imaging/raster.ts';
import { smoothField, smoothStep } from '../smoothNoise.ts';
import { fundusField } from './fundusField.ts';
import { subjectOf } from './renderVolumeBscan.ts';
import type { VolumeOrder } from './volumeGeometry.ts';
import { insideDiscUm } from './volumeStack.ts';

/** How each kind of picture shows the fundus: grey of the background, what disc, cup and nerve fibres add, vessels, noise, dark edge. */
const kinds = {
  infrared: { grey: 148, disc: -44, cup: 62, fibres: 42, vessel: 0.42, reflex: 0.5, fovea: 16, noise: 5, edge: 0.12, aperture: null },
  lineScan: { grey: 122, disc: -18, cup: 40, fibres: 20, vessel: 0.33, reflex: 0.3, fovea: 12, noise: 8, edge: 0.5, aperture: null },
  photograph: { grey: 112, disc: 78, cup: 40, fibres: 16, vessel: 0.46, reflex: 0.35, fovea: 34, noise: 3, edge: 0.35, aperture: 5000 },
} as const;

export function renderLocalizer(order: VolumeOrder): Raster<Uint8Array> {
  const { eye, geometry, look } = subjectOf(order);
  const { rows, columns, pixelUm, kind } = look.localizer;
  const style = kinds[kind];
  const random = randomGenerator(order.seed, 'phantom-volume', 'localizer', order.device, order.eye, order.place);
  const shared = randomGenerator(order.seed, 'phantom-volume', 'fundus');
  const cloud = fundusField(shared, 1300);
  const fine = smoothField(random, columns, rows, 3.5, 3.5);
  const data = new Uint8Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const down = (row - (rows - 1) / 2) * pixelUm;
    const superiorUm = geometry.centre.superiorUm - down;
    for (let column = 0; column < columns; column++, at++) {
      const across = (column - (columns - 1) / 2) * pixelUm;
      const nasalUm = geometry.centre.nasalUm + geometry.nasalSign * across;
      const fromCentre = Math.hypot(across, down);
      const inside = insideDiscUm(eye, nasalUm, superiorUm);
      const up = superiorUm - eye.disc.superiorUm;
      const angle = Math.atan2(up, eye.disc.nasalUm - nasalUm);
      const outside = Math.max(0, -inside);
      // Bundles brighten the arcs above and below the papillomacular region.
      const bundle = 1 + 0.3 * eye.bundles(26 * angle, outside / 2600);
      const fibres = style.fibres * Math.exp(-outside / 1500) * (0.55 + 0.45 * Math.abs(Math.sin(angle))) * bundle * (inside > 0 ? 0 : 1);
      let grey = style.grey + 4.5 * cloud(nasalUm, superiorUm) + 2.2 * (fine[column * rows + row] as number) + fibres;
      grey -= style.fovea * Math.exp(-(nasalUm ** 2 + superiorUm ** 2) / (kind === 'photograph' ? 700 : 260) ** 2);
      grey += style.disc * smoothStep(-60, 90, inside);
      grey += style.cup * smoothStep(eye.disc.radiusUm - eye.disc.cupRadiusUm - 80, eye.disc.radiusUm - eye.disc.cupRadiusUm + 160, inside);
      const vessel = eye.vessels(nasalUm, superiorUm);
      if (vessel.radiusUm > 0) {
        const dark = style.vessel * Math.min(1, vessel.radiusUm / 26) * (1 - vessel.offset ** 3);
        const reflex = style.reflex * Math.max(0, 1 - vessel.offset / 0.32) * smoothStep(22, 45, vessel.radiusUm);
        grey *= 1 - dark * (1 - reflex);
      }
      grey *= 1 - style.edge * (fromCentre / (0.6 * columns * pixelUm)) ** 2;
      if (style.aperture !== null) grey *= 1 - smoothStep(style.aperture - 120, style.aperture, fromCentre);
      data[at] = Math.max(0, Math.min(255, grey + style.noise * random.normal() + 0.5));
    }
  }
  return { data, rows, columns, channels: 1 };
}
