// What the window asks about predict runs: their answers, file by file, and what they could not read.
import { queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type FilePrediction = Awaited<ReturnType<typeof api.runs.predictions.query>>[number];

export const predictionQueries = {
  answers: (run: string) => queryOptions({ queryKey: ['run', run, 'predictions'], queryFn: () => api.runs.predictions.query({ run }) }),
  refused: (run: string) => queryOptions({ queryKey: ['run', run, 'refused'], queryFn: () => api.runs.refused.query({ run }) }),
};
