// Smooth random surfaces over the fundus: what neighbouring B-scans share. Positions are nasal and superior µm from the fovea.
import type { RandomGenerator } from '../../../../shared/random.ts';

export type FundusField = (nasalUm: number, superiorUm: number) => number;

/** A field of unit standard deviation; its waves run in all directions and are `wavelengthUm` to 2.5 × `wavelengthUm` long. */
export function fundusField(random: RandomGenerator, wavelengthUm: number, waves = 9): FundusField {
  const along = new Float64Array(waves);
  const across = new Float64Array(waves);
  const phase = new Float64Array(waves);
  for (let i = 0; i < waves; i++) {
    const frequency = (2 * Math.PI) / (wavelengthUm * (1 + 1.5 * random.uniform()));
    const direction = Math.PI * ((i + random.uniform()) / waves);
    along[i] = frequency * Math.cos(direction);
    across[i] = frequency * Math.sin(direction);
    phase[i] = 2 * Math.PI * random.uniform();
  }
  const amplitude = Math.sqrt(2 / waves);
  return (nasalUm, superiorUm) => {
    let sum = 0;
    for (let i = 0; i < waves; i++)
      sum += Math.cos((along[i] as number) * nasalUm + (across[i] as number) * superiorUm + (phase[i] as number));
    return amplitude * sum;
  };
}
