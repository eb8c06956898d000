// The instrument of a phantom volume: point spread, roll-off, speckle, detector noise and display of one device.
// Speckle of L looks is Gamma distributed (Goodman, Speckle Phenomena in Optics, ch. 4), by Wilson and Hilferty's cube.
import type { RandomGenerator } from '../../../../shared/random.ts';
import { type Canvas, powerOfGrey } from '../canvas.ts';
import { gammaFactors, normalSteps, stepOf } from '../gammaFactors.ts';
import { blurGain, gaussianBlur } from '../gaussianBlur.ts';
import { retinalLayers } from '../phantomParameters.ts';
import { whiteNoise } from '../whiteNoise.ts';
import type { DeviceLook } from './deviceLooks.ts';

/** Mean power of the brightest layer, which decibels count from. */
const brightest = powerOfGrey(retinalLayers.rpe.grey);
const sigmaOfWidth = 1 / 2.355;
/** Devices that store power end at 1; logarithms end at their white. */
const saturationOf = { fourthRoot: 1, log: Number.POSITIVE_INFINITY } as const;

export interface Instrument {
  readonly look: DeviceLook;
  readonly columnUm: number;
  /** Light that reaches each A-scan, 1 on average [column]. */
  readonly gain: Float32Array;
}

/** Turns the canvas's mean power into what the device measures [column, row]: linear power, or for a logarithmic display grey 0–255. */
export function detectBscan(canvas: Canvas, { look, columnUm, gain }: Instrument, random: RandomGenerator): Float32Array {
  const { columns, rows, power } = canvas;
  const { grain, display } = look;
  const saturation = saturationOf[display.kind];
  gaussianBlur(
    power,
    columns,
    rows,
    (look.lateralResolutionUm * sigmaOfWidth) / columnUm,
    (look.axialResolutionUm * sigmaOfWidth) / look.rowUm,
  );
  const speckle = whiteNoise(random, power.length);
  const noise = whiteNoise(random, power.length);
  gaussianBlur(speckle, columns, rows, grain.columns, grain.rows);
  gaussianBlur(noise, columns, rows, grain.columns, grain.rows);
  const toStep = normalSteps * blurGain(grain.columns, grain.rows);
  const speckleFactor = gammaFactors(look.speckleLooks);
  const noiseFactor = gammaFactors(look.noiseLooks);
  const sensitivity = Float32Array.from({ length: rows }, (_, z) => 10 ** ((-look.rollOffDb * z) / rows / 10));
  const noiseOfRow = Float32Array.from(
    { length: rows },
    (_, z) => brightest * 10 ** ((-look.noiseDb - (look.noiseFallsDb * z) / rows) / 10),
  );
  for (let x = 0; x < columns; x++) {
    const light = gain[x] as number;
    for (let z = 0, at = x * rows; z < rows; z++, at++) {
      const signal =
        light * (sensitivity[z] as number) * (power[at] as number) * (speckleFactor[stepOf(toStep * (speckle[at] as number))] as number);
      const hiss = (noiseFactor[stepOf(toStep * (noise[at] as number))] as number) - look.noiseRemoved;
      power[at] = Math.min(saturation, Math.max(0, signal + (noiseOfRow[z] as number) * hiss));
    }
  }
  if (display.kind === 'fourthRoot') return power;
  const perNeper = 255 / ((display.blackDb - display.whiteDb) * (Math.LN10 / 10));
  const offset = (255 * display.blackDb) / (display.blackDb - display.whiteDb) - perNeper * Math.log(brightest);
  for (let at = 0; at < power.length; at++) {
    power[at] = Math.max(0, Math.min(255, offset + perNeper * Math.log((power[at] as number) + 1e-9)));
  }
  return power;
}
