// The preprocessing steps by name.
import { crop } from './crop.ts';
import { letterbox } from './letterbox.ts';
import { maskFill } from './maskFill.ts';
import { resample } from './resample.ts';
import { squash } from './squash.ts';
import { standardize } from './standardize.ts';
import type { ImageStep, ScaleStep } from './step.ts';

export const steps = { maskFill, squash, letterbox, crop, resample, standardize } satisfies Record<string, ImageStep | ScaleStep>;
