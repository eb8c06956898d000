// A long call's stream: its steps as they come, its outcome at the end.
import { AppError } from '../../../../shared/errors.ts';
import type { api } from '../../../client/api.ts';

export interface Step {
  done: number;
  total: number;
}

type PlanStream = Awaited<ReturnType<typeof api.runs.rerunPlan.mutate>>;
type PlanEntry = PlanStream extends AsyncIterable<infer Entry> ? Entry : never;
type Plan = Extract<PlanEntry, { outcome: unknown }>['outcome'];
export type Differing = Extract<Plan, { mode: 'todaysLabels' }>['differences'];

export async function outcomeOf<Outcome>(
  stream: AsyncIterable<{ progress: Step } | { outcome: Outcome }>,
  onStep: (step: Step) => void,
): Promise<Outcome> {
  for await (const entry of stream) {
    if ('outcome' in entry) return entry.outcome;
    onStep(entry.progress);
  }
  throw new AppError('environment', 'Fovea stopped answering in the middle. Look whether the run is in the list, else try again.');
}
