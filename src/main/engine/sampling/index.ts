// The samplers by name.
import { balanced } from './balanced.ts';
import type { SamplerSpec } from './sampler.ts';
import { sequential } from './sequential.ts';
import { shuffle } from './shuffle.ts';

export const samplers = { shuffle, balanced, sequential } satisfies Record<string, SamplerSpec>;
