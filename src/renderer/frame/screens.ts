// Which component shows a place; each is loaded when it is first visited.
import { type ComponentType, lazy } from 'react';
import type { PlaceId } from '../client/route.ts';

export const screens: Partial<Record<PlaceId, ComponentType>> = {
  home: lazy(async () => ({ default: (await import('../features/home/HomePlace.tsx')).HomePlace })),
  data: lazy(async () => ({ default: (await import('../features/datasets/DataPlace.tsx')).DataPlace })),
  runs: lazy(async () => ({ default: (await import('../features/runs/RunsPlace.tsx')).RunsPlace })),
};
