// Data sets and their items.
import { z } from 'zod';
import { diagnosisTask } from '../jobs/datasetRecords.ts';
import { listDatasets, showDataset } from '../jobs/datasetSummaries.ts';
import { importDataset } from '../jobs/importDataset.ts';
import { splitDataset } from '../jobs/splitDataset.ts';
import { deleteDataset } from '../jobs/trash.ts';
import { absolutePath, ofDataset } from './inputs.ts';
import { longWork } from './longWork.ts';
import { procedure, router } from './trpc.ts';

const importSchema = z.object({
  folder: absolutePath,
  name: z.string(),
  layout: z.string().optional(),
  patientPattern: z.string().optional(),
  manifest: absolutePath.optional(),
  ownPatients: z.boolean().optional(),
});
const splitSchema = ofDataset.extend({
  name: z.string(),
  ratios: z.tuple([z.number(), z.number(), z.number()]),
  group: z.string(),
  seed: z.int().min(0),
});
const pageSchema = { offset: z.int().min(0).default(0), limit: z.int().min(1).max(500).default(100) };

export const datasets = router({
  list: procedure.query(({ ctx }) => listDatasets(ctx.context)),
  show: procedure.input(ofDataset).query(({ ctx, input }) => showDataset(ctx.context, input.dataset)),
  /** One page of the items, by path, each with its current label; pictures come from /items/<id>/…. */
  items: procedure
    .input(ofDataset.extend({ ...pageSchema, label: z.string().nullable().optional(), search: z.string().optional() }))
    .query(({ ctx: { context }, input }) => {
      const { store } = context.workspace;
      const { label, search, offset, limit } = input;
      const filter = {
        dataset: store.datasets.get(input.dataset).id,
        task: diagnosisTask,
        ...(label === undefined ? {} : { label }),
        ...(search === undefined ? {} : { search }),
      };
      return { total: store.items.count(filter), items: store.items.page(filter, { offset, limit }) };
    }),
  /** Reads a folder of scans on this machine. */
  import: procedure
    .input(importSchema)
    .mutation(({ ctx, input, signal }) => longWork(options => importDataset(ctx.context, input, options), signal)),
  split: procedure.input(splitSchema).mutation(({ ctx, input }) => splitDataset(ctx.context, input)),
  /** Moves the data set to the trash; the images stay where they lie. */
  delete: procedure.input(ofDataset).mutation(({ ctx, input }) => deleteDataset(ctx.context, input.dataset)),
});
