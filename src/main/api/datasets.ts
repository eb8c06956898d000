// Data sets and their items.
import { z } from 'zod';
import { importChoicesSchema } from '../../shared/domain/importProposal.ts';
import { patientStatements } from '../../shared/domain/volumeView.ts';
import { listDatasets, showDataset } from '../jobs/datasetSummaries.ts';
import { ignoreFinding, listFindings, moveLeaks } from '../jobs/findings.ts';
import { importDataset } from '../jobs/importDataset.ts';
import { importDemo } from '../jobs/importDemo.ts';
import { listDatasetRoots, relinkRoot } from '../jobs/importRoots.ts';
import { inspectFolder, proposeFolder } from '../jobs/inspectFolder.ts';
import { datasetReadiness } from '../jobs/items/readiness.ts';
import { addClass, renameClass } from '../jobs/labels/classNames.ts';
import { splitDataset, splitForTraining } from '../jobs/splitDataset.ts';
import { statePatients, untoldPatients } from '../jobs/statePatients.ts';
import { deleteDataset } from '../jobs/trash.ts';
import { absolutePath, ofDataset } from './inputs.ts';
import { longWork } from './longWork.ts';
import { procedure, router } from './trpc.ts';

const importSchema = z.object({
  folder: absolutePath,
  name: z.string(),
  layout: z.string().optional(),
  classes: z.array(z.string()).optional(),
  only: z.array(z.string().min(1)).max(100_000).optional(),
  patientPattern: z.string().optional(),
  manifest: absolutePath.optional(),
  ownPatients: z.boolean().optional(),
  slices: z.boolean().optional(),
  numbered: z.boolean().optional(),
  split: z.boolean().optional(),
});
const splitSchema = ofDataset.extend({
  name: z.string(),
  ratios: z.tuple([z.number(), z.number(), z.number()]),
  group: z.string(),
  seed: z.int().min(0),
});
const ignoreSchema = ofDataset.extend({
  name: z.string(),
  split: z.string().optional(),
  profile: z.string(),
  reason: z.string().max(2000).nullable(),
});
const renameSchema = ofDataset.extend({ profile: z.string(), from: z.string(), to: z.string().max(200) });

export const datasets = router({
  list: procedure.query(({ ctx }) => listDatasets(ctx.context)),
  show: procedure.input(ofDataset).query(({ ctx, input }) => showDataset(ctx.context, input.dataset)),
  /** Whether it can be trained on as it is labelled now, with the counts that say why. */
  readiness: procedure.input(ofDataset).query(({ ctx, input }) => datasetReadiness(ctx.context, input.dataset)),
  /** What import and splits have found, with the scans concerned. */
  findings: procedure.input(ofDataset).query(({ ctx, input }) => listFindings(ctx.context, input.dataset)),
  /** Sets a finding aside with a reason; null takes it up again. */
  ignoreFinding: procedure.input(ignoreSchema).mutation(({ ctx, input }) => ignoreFinding(ctx.context, input)),
  /** A new split like one that leaks, with the patients concerned moved to train. */
  moveLeaks: procedure.input(ofDataset.extend({ split: z.string() })).mutation(({ ctx, input }) => moveLeaks(ctx.context, input)),
  /** Volumes whose patient nothing tells, and what they count as. */
  untoldPatients: procedure.input(ofDataset).query(({ ctx, input }) => untoldPatients(ctx.context, input.dataset)),
  /** Says what they are to count as; answers what held before. */
  statePatients: procedure
    .input(ofDataset.extend({ profile: z.string(), are: z.enum(patientStatements) }))
    .mutation(({ ctx, input }) => statePatients(ctx.context, input)),
  addClass: procedure
    .input(ofDataset.extend({ name: z.string().max(200) }))
    .mutation(({ ctx, input }) => addClass(ctx.context, input.dataset, input.name)),
  renameClass: procedure.input(renameSchema).mutation(({ ctx, input }) => renameClass(ctx.context, input)),
  /** How a folder is best imported, by the names in it. */
  proposeImport: procedure
    .input(importChoicesSchema.extend({ folder: absolutePath }))
    .mutation(({ ctx, input, signal }) => longWork(options => proposeFolder(ctx.context, input, options), signal)),
  /** What an import would find, without importing; the import then goes on from what was read. */
  inspectFolder: procedure
    .input(importSchema.omit({ name: true }))
    .mutation(({ ctx, input, signal }) => longWork(options => inspectFolder(ctx.context, input, options), signal)),
  /** Reads a folder of scans on this machine. */
  import: procedure
    .input(importSchema)
    .mutation(({ ctx, input, signal }) => longWork(options => importDataset(ctx.context, input, options), signal)),
  /** The scans that come with Fovea, of two classes or of all four, ready to be trained on. */
  importDemo: procedure
    .input(z.object({ classes: z.union([z.literal(2), z.literal(4)]) }))
    .mutation(({ ctx, input, signal }) => longWork(options => importDemo(ctx.context, input.classes, options), signal)),
  /** Where the images of each data set lie, and whether they are still there. */
  roots: procedure.query(({ ctx }) => listDatasetRoots(ctx.context)),
  /** Tells where a moved folder lies now, and compares all its files with what was imported. */
  relink: procedure
    .input(z.object({ root: z.int(), folder: absolutePath }))
    .mutation(({ ctx, input, signal }) => longWork(options => relinkRoot(ctx.context, input, options), signal)),
  split: procedure.input(splitSchema).mutation(({ ctx, input }) => splitDataset(ctx.context, input)),
  /** A split by patient in which every part has every class, with usual shares. */
  splitForTraining: procedure.input(ofDataset).mutation(({ ctx, input }) => splitForTraining(ctx.context, input.dataset)),
  /** Moves the data set to the trash; the images stay where they lie. */
  delete: procedure.input(ofDataset).mutation(({ ctx, input }) => deleteDataset(ctx.context, input.dataset)),
});
