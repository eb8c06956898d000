// The augmentations by name.
import { affine } from './affine.ts';
import type { AugmentationSpec } from './augmentation.ts';
import { brightnessContrast } from './brightnessContrast.ts';
import { flip } from './flip.ts';
import { gamma } from './gamma.ts';
import { noise } from './noise.ts';

export const augmentations = { flip, affine, brightnessContrast, gamma, noise } satisfies Record<string, AugmentationSpec>;
