// The folder layouts that import understands: where a path says which class a scan has.
import type { z } from 'zod';
import type { Spec } from '../../../shared/domain/choice.ts';
import { classFolders } from './classFolders.ts';
import { flat } from './flat.ts';

/** What a path says by itself. */
export interface Placement {
  label: string | null;
  /** The split folder that the file lay in, kept as a note. */
  folderSplit: string | null;
}

export interface Layout<Params extends z.ZodType = z.ZodType> extends Spec<Params> {
  /** Reads a path below the root, with forward slashes. */
  place(path: string): Placement;
  /** Whether a file is not part of what the parameters ask for; it is not even read then. */
  leavesOut?(path: string, params: z.output<Params>): boolean;
}

export const layouts = { classFolders, flat } satisfies Record<string, Layout>;
