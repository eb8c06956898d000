// The instrument: point spread, roll-off, speckle of averaged frames, detector noise with its background subtracted, and the display curve.
// Speckle of L averaged looks is Gamma distributed (Goodman, Speckle Phenomena in Optics, ch. 4); normal noise becomes Gamma by Wilson and Hilferty's cube.
// Display: fourth root of power, or its logarithm, the two curves that readers of Spectralis volumes use.
import { type Canvas, powerOfGrey } from './canvas.ts';
import { around, between, chance, octavesBetween } from './draw.ts';
import { gammaFactors, normalSteps, stepOf } from './gammaFactors.ts';
import { blurGain, gaussianBlur } from './gaussianBlur.ts';
import { phantomParameters } from './phantomParameters.ts';
import type { ScanGeometry } from './scanGeometry.ts';
import { type ScanKey, scanRandom } from './scanKey.ts';
import { smoothCurve } from './smoothNoise.ts';
import { whiteNoise } from './whiteNoise.ts';

const curveSteps = 1024;

/** Grey levels [column, row], 0 … 255, as the scanner shows the canvas, whose power they replace. The settings come from the key alone. */
export function detect(canvas: Canvas, geometry: ScanGeometry, key: ScanKey): Float32Array {
  const p = phantomParameters.optics;
  const { columns, rows, power } = canvas;
  const random = scanRandom(key, 'scanner');
  const noisy = chance(random, p.noisyProbability);
  const speckleFactor = gammaFactors(octavesBetween(random, noisy ? p.noisySpeckleLooks : p.speckleLooks));
  const noiseFactor = gammaFactors(between(random, p.noiseLooks));
  const noiseFloor = between(random, p.noiseFloor);
  const noisePower = powerOfGrey(between(random, p.noiseGrey)) * (noisy ? between(random, p.noisyNoiseGain) : 1);
  const noiseAtBottom = octavesBetween(random, p.noiseAtBottom);
  const exposure = Math.exp(p.exposureSd * random.normal());
  const rollOff = between(random, p.rollOff);
  const sigmaColumns = between(random, geometry.correlationColumns);
  const sigmaRows = between(random, p.correlationRows);
  const resample = between(random, p.resampleBlurPixels);
  const curve = displayCurve(chance(random, p.logDisplayProbability), around(random, p.contrast));
  const vignetting = smoothCurve(random, 1800);

  gaussianBlur(power, columns, rows, between(random, p.lateralBlurUm) / geometry.columnUm, between(random, p.axialBlurRows));
  const speckle = whiteNoise(scanRandom(key, 'speckle'), power.length);
  const noise = whiteNoise(scanRandom(key, 'noise'), power.length);
  gaussianBlur(speckle, columns, rows, sigmaColumns, sigmaRows);
  gaussianBlur(noise, columns, rows, sigmaColumns, sigmaRows);
  const toStep = normalSteps * blurGain(sigmaColumns, sigmaRows);
  const sensitivity = Float32Array.from({ length: rows }, (_, z) => Math.exp((-rollOff * z) / rows));
  const noiseOfRow = Float32Array.from({ length: rows }, (_, z) => noisePower * noiseAtBottom ** (z / rows));
  for (let x = 0; x < columns; x++) {
    const gain = exposure * Math.exp(p.vignettingSd * vignetting(geometry.nasalUm[x] as number));
    for (let z = 0, at = x * rows; z < rows; z++, at++) {
      const grain = speckleFactor[stepOf(toStep * (speckle[at] as number))] as number;
      const hiss = (noiseFactor[stepOf(toStep * (noise[at] as number))] as number) - noiseFloor;
      const received = gain * (sensitivity[z] as number) * (power[at] as number) * grain + (noiseOfRow[z] as number) * hiss;
      const root = received > 0 ? Math.sqrt(Math.sqrt(received)) : 0;
      power[at] = curve[Math.min(curve.length - 1, (curveSteps * root + 0.5) | 0)] as number;
    }
  }
  gaussianBlur(power, columns, rows, resample, resample);
  return power;
}

/** Grey level by the fourth root of power, in steps of 1/1024 up to 2. */
function displayCurve(logarithmic: boolean, contrast: number): Float32Array {
  return Float32Array.from({ length: 2 * curveSteps + 1 }, (_, i) => {
    const root = i / curveSteps;
    const grey = logarithmic ? 255 * ((Math.log(root ** 4 + 2.44e-4) + 8.3) / 8.285) : 255 * root;
    return Math.max(0, Math.min(255, 60 + contrast * (grey - 60)));
  });
}
