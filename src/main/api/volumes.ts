// Volumes: how each is shown, what people state over its file, and their tree. Their pictures and samples come from /items/<id>/….
import { z } from 'zod';
import { volumeStatementSchema } from '../../shared/domain/volumeView.ts';
import { showVolume } from '../jobs/volumes/showVolume.ts';
import { redoVolume, setVolumeOptions, stateVolume, undoVolume } from '../jobs/volumes/stateVolume.ts';
import { volumeLayouts } from '../jobs/volumes/volumeLayouts.ts';
import { volumeThickness } from '../jobs/volumes/volumeThickness.ts';
import { volumeTree } from '../jobs/volumes/volumeTree.ts';
import { ofDataset } from './inputs.ts';
import { procedure, router } from './trpc.ts';

const ofItem = z.object({ item: z.string() });
const byPerson = ofItem.extend({ profile: z.string() });
const optionsSchema = z.record(z.string(), z.json());

export const volumes = router({
  /** Header with what is stated over it, data card, the five lines of the geometry check, relatives. */
  show: procedure.input(ofItem).query(({ ctx, input }) => showVolume(ctx.context, input.item)),
  /** Sets all switches of the format, after the file was opened with them; answers what is shown now. */
  setOptions: procedure.input(byPerson.extend({ options: optionsSchema })).mutation(async ({ ctx, input }) => {
    await setVolumeOptions(ctx.context, input);
    return await showVolume(ctx.context, input.item);
  }),
  /** Replaces what was stated of eye and spacing; answers what is shown now. */
  state: procedure.input(byPerson.extend({ statement: volumeStatementSchema })).mutation(async ({ ctx, input }) => {
    stateVolume(ctx.context, input);
    return await showVolume(ctx.context, input.item);
  }),
  /** Takes back the person's newest act on this volume; null where there is none. */
  undo: procedure.input(byPerson).mutation(({ ctx, input }) => undoVolume(ctx.context, input)),
  redo: procedure.input(byPerson).mutation(({ ctx, input }) => redoVolume(ctx.context, input)),
  /** Ways in which the samples of a file without a header may be cut, the likeliest first; empty where the file says. */
  layouts: procedure.input(ofItem).query(({ ctx, input }) => volumeLayouts(ctx.context, input.item)),
  /** µm between two layer lines along the A-scan, and nL between them where a raster has a volume. */
  thickness: procedure
    .input(ofItem.extend({ upper: z.string(), lower: z.string() }))
    .query(({ ctx, input }) => volumeThickness(ctx.context, input)),
  /** Patient → eye → visit → series. */
  tree: procedure.input(ofDataset).query(({ ctx, input }) => volumeTree(ctx.context, input.dataset)),
});
