// Whether the sheet that asks who works is open, and what waits for the answer.
import { create } from 'zustand';
import type { Profile } from '../../../shared/domain/label.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { queryClient } from '../../client/queries.ts';
import { notify } from '../../ui/notify.tsx';

interface SheetState {
  isOpen: boolean;
  /** Done once somebody is chosen. */
  waiting: ((profile: Profile) => void) | null;
}

export const useProfileSheet = create<SheetState>()(() => ({ isOpen: false, waiting: null }));

/** Does something in the name of who works; before the first decision it asks who that is. */
export function withProfile(act: (profile: Profile) => void): void {
  queryClient.ensureQueryData(itemQueries.profile()).then(
    profile => {
      if (profile === null) useProfileSheet.setState({ isOpen: true, waiting: act });
      else act(profile);
    },
    error => notify.failed(error),
  );
}

export function closeSheet(): void {
  useProfileSheet.setState({ isOpen: false, waiting: null });
}

/** Goes on with what waited. */
export function profileChosen(profile: Profile): void {
  const { waiting } = useProfileSheet.getState();
  queryClient.setQueryData(itemQueries.profile().queryKey, profile);
  closeSheet();
  waiting?.(profile);
}
