// What the Train place asks for; `live.ts` renews it when data or labels change.
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type TrainRequest = Parameters<typeof api.training.preflight.mutate>[0];
export type TrainingForm = Awaited<ReturnType<typeof api.training.form.query>>;
export type TrainingReview = Awaited<ReturnType<typeof api.training.preflight.mutate>>;
export type PreflightFinding = TrainingReview['findings'][number];
export type TrainingEstimate = NonNullable<TrainingReview['estimate']>;
export type FormChoice = TrainingForm['families']['loss'][number];
export type TrainConfig = TrainingReview['config'];

export const trainingQueries = {
  form: (request: { dataset: string; split?: string | undefined; parent?: string | undefined }) =>
    queryOptions({ queryKey: ['training', 'form', request], queryFn: () => api.training.form.query(request), refetchOnMount: 'always' }),
  /** The review before stays on screen while the next one is made. */
  review: (request: TrainRequest) =>
    queryOptions({
      queryKey: ['training', 'review', request],
      queryFn: () => api.training.preflight.mutate(request),
      placeholderData: keepPreviousData,
    }),
  /** Made anew only when something changes that can be seen in it. */
  inputs: (request: TrainRequest, { data, input, steps, augment, sampler, seed }: TrainConfig) =>
    queryOptions({
      queryKey: ['training', 'inputs', { data, input, steps, augment, sampler, seed }],
      queryFn: ({ signal }) => api.training.preview.mutate(request, { signal }),
      placeholderData: keepPreviousData,
    }),
};
