// A folder of scans without classes: something to label or to predict.
import { z } from 'zod';
import type { Layout } from './index.ts';

const params = z.strictObject({});

export const flat: Layout<typeof params> = {
  name: 'flat',
  summary: 'Scans in any folders, without classes; a pattern or a table may give them, or a person later.',
  reference: 'none',
  params,
  place: () => ({ label: null, folderSplit: null }),
};
