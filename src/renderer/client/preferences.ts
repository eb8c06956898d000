// What a person has set up for themselves: kept in the workspace's database by profile, so that every window and shell shares it.
import { useMutation, useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from './api.ts';
import { queryClient } from './queries.ts';

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const queryKey = ['preferences'];

/** The value under `key`, at once on screen when it is set. Until the store has answered it is `initial`. */
export function usePreference<T extends Json>(key: string, initial: T): [T, (value: T) => void] {
  const { data } = useQuery({ queryKey, queryFn: () => api.preferences.all.query() });
  const { mutate } = useMutation({ mutationFn: (value: T) => api.preferences.set.mutate({ key, value }) });
  const set = useCallback(
    (value: T) => {
      queryClient.setQueryData<Record<string, Json>>(queryKey, known => ({ ...known, [key]: value }));
      mutate(value);
    },
    [key, mutate],
  );
  const stored = data?.[key];
  return [stored === undefined || typeof stored !== typeof initial ? initial : (stored as T), set];
}
