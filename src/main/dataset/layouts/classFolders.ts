// One folder a class: class/…/file, as torchvision's ImageFolder reads it, also below split folders (train/class/…/file).
import { z } from 'zod';
import type { Layout, Placement } from './index.ts';

const splitFolders = new Set(['train', 'training', 'val', 'valid', 'validation', 'dev', 'test', 'testing']);

const params = z.strictObject({
  classes: z.array(z.string()).default([]).meta({ title: 'Only these classes', description: 'None named: all of them.' }),
});

/** A split folder is one of the usual names with a folder below it; a file in the root or right in a split folder has no class. */
export const classFolders: Layout<typeof params> = {
  name: 'classFolders',
  summary: 'One folder a class; folders such as train and test above the classes are noted, not trusted.',
  reference: 'torchvision.datasets.ImageFolder',
  params,
  place,
  leavesOut: (path, { classes }) => classes.length > 0 && !classes.includes(place(path).label ?? ''),
};

function place(path: string): Placement {
  const folders = path.split('/').slice(0, -1);
  const isSplit = splitFolders.has(folders[0]?.toLowerCase() ?? '');
  const [split, label] = isSplit ? folders : [undefined, folders[0]];
  return { label: label ?? null, folderSplit: split ?? null };
}
