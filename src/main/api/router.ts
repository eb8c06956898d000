// Every procedure of the API. The window, the browser and other programs know the main process by this type.
import { compute } from './compute.ts';
import { datasets } from './datasets.ts';
import { events } from './events.ts';
import { explain } from './explain.ts';
import { folders } from './folders.ts';
import { items } from './items.ts';
import { jobs } from './jobs.ts';
import { labels } from './labels.ts';
import { preferences } from './preferences.ts';
import { profiles } from './profiles.ts';
import { runs } from './runs.ts';
import { system } from './system.ts';
import { training, weights } from './training.ts';
import { router } from './trpc.ts';
import { volumes } from './volumes.ts';

export const appRouter = router({
  system,
  profiles,
  datasets,
  folders,
  items,
  labels,
  volumes,
  compute,
  runs,
  explain,
  jobs,
  events,
  preferences,
  training,
  weights,
});
export type AppRouter = typeof appRouter;
