// Folders of the computer that Fovea runs on, for choosing one: names of folders and counts of files, nothing else.
import { z } from 'zod';
import { browseFolder, countScans } from '../dataset/browseFolder.ts';
import { folderPlaces } from '../jobs/folderPlaces.ts';
import { absolutePath } from './inputs.ts';
import { procedure, router } from './trpc.ts';

const mostCounted = 100;

export const folders = router({
  /** Where to begin. */
  places: procedure.query(({ ctx }) => folderPlaces(ctx.context)),
  list: procedure.input(z.object({ path: absolutePath })).query(({ input, signal }) => browseFolder(input.path, signal)),
  /** Scans in each of some folders and right below; what cannot be read has none to tell. */
  counts: procedure.input(z.object({ paths: z.array(absolutePath).max(mostCounted) })).query(async ({ input, signal }) => {
    const counted = [];
    for (const path of input.paths) counted.push({ path, ...(await countScans(path, signal)) });
    return counted;
  }),
});
