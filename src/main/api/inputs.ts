// Inputs that several procedures share.
import { isAbsolute } from 'node:path';
import { z } from 'zod';

/** Id or name; of several runs with one name the newest. */
export const ofRun = z.object({ run: z.string() });

/** Id or name. */
export const ofDataset = z.object({ dataset: z.string() });

/** The caller may stand in another folder than this process. */
export const absolutePath = z.string().refine(isAbsolute, { error: 'expected an absolute path' });
