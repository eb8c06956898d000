// Inputs that several procedures share.
import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** Id or name; of several runs with one name the newest. */
export const ofRun = z.object({ run: z.string() });

/** Id or name. */
export const ofDataset = z.object({ dataset: z.string() });

/** The caller may stand in another folder than this process. */
export const absolutePath = z.string().refine(isAbsolute, { error: 'expected an absolute path' });

/** What a training is made of; all but data set and split have defaults. */
export const trainRequest = ofDataset.extend({
  split: z.string(),
  name: z.string().trim().min(1).max(200).optional(),
  seed: z.int().min(0).optional(),
  recipe: z.string().optional(),
  /** Id or name of the run that this one is to better. */
  parent: z.string().optional(),
  /** `run:<id>`, `file:<name>`, or a name. */
  weights: z.string().optional(),
  config: z.json().optional(),
  set: z.array(z.object({ path: z.string(), value: z.json() })).optional(),
});
