// Which component shows a place; each is loaded when it is first visited.
import { type ComponentType, lazy } from 'react';
import type { PlaceId } from '../client/route.ts';

export const screens: Partial<Record<PlaceId, ComponentType>> = {
  home: lazy(async () => ({ default: (await import('../features/home/HomePlace.tsx')).HomePlace })),
  data: lazy(async () => ({ default: (await import('../features/datasets/DataPlace.tsx')).DataPlace })),
  train: lazy(async () => ({ default: (await import('../features/training/TrainPlace.tsx')).TrainPlace })),
  label: lazy(async () => ({ default: (await import('../features/viewer/ViewerPlace.tsx')).ViewerPlace })),
  runs: lazy(async () => ({ default: (await import('../features/runs/RunsPlace.tsx')).RunsPlace })),
  use: lazy(async () => ({ default: (await import('../features/predict/UsePlace.tsx')).UsePlace })),
};
