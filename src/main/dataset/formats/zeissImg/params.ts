// The switches of Zeiss .img files, which say nothing of themselves: how they are cut, which way round they are, and how large the scan was.
import { z } from 'zod';
import { maxBscans, maxSide } from '../volumeLimits.ts';

const count = (most: number, title: string, description: string) =>
  z.int().min(1).max(most).nullable().default(null).meta({ title, description });
const length = (title: string) =>
  z.number().positive().max(100).nullable().default(null).meta({ title, description: 'In mm; from the name where left out.' });

export const imgParams = z.strictObject({
  columns: count(maxSide, 'A-scans', 'In one B-scan; from the name or the size where left out.'),
  rows: count(maxSide, 'Rows', 'Samples in depth; from the size where left out.'),
  bscans: count(maxBscans, 'B-scans', 'From the name or the size where left out.'),
  isUpsideDown: z.boolean().default(true).meta({ title: 'Stored upside down', description: 'The deepest row comes first in the file.' }),
  isMirrored: z.boolean().default(true).meta({ title: 'Stored mirrored', description: 'The last A-scan comes first in the file.' }),
  isReversed: z
    .boolean()
    .default(false)
    .meta({ title: 'Last B-scan first', description: 'B-scans are shown in the opposite order of the file.' }),
  isLocalizerTurned: z
    .boolean()
    .default(false)
    .meta({ title: 'Turn the localizer', description: 'The picture beside the file is turned clockwise by a quarter.' }),
  widthMm: length('Scan width, mm'),
  heightMm: length('Scan height, mm'),
  depthMm: length('Scan depth, mm'),
});
export type ImgParams = z.output<typeof imgParams>;
