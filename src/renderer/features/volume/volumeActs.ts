// What a person states over a volume's file: eye, spacing, how it is read. Done at once, taken back by Undo.
import type { VolumeStatement, VolumeView } from '../../../shared/domain/volumeView.ts';
import { api } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { volumeQueries } from '../../client/queries/volumes.ts';
import { queryClient } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { withProfile } from '../profiles/index.ts';

type Options = Record<string, VolumeView['options'][number]['value']>;

export function stateOf(view: VolumeView, change: VolumeStatement, said: string): void {
  const statement = withoutUndefined({ ...view.statement, ...change });
  act(view.item, said, profile => api.volumes.state.mutate({ item: view.item, profile, statement }));
}

export function setOptionsOf(view: VolumeView, change: Options): void {
  const stored = Object.fromEntries(view.options.map(({ name, value }) => [name, value]));
  const options = { ...stored, ...change };
  act(view.item, text.volume.optionsChanged, profile => api.volumes.setOptions.mutate({ item: view.item, profile, options }));
}

/** In the name of who works; asks who that is before the first. */
function act(item: string, said: string, change: (profile: string) => Promise<VolumeView>): void {
  withProfile(({ id: profile }) => {
    void change(profile).then(
      view => {
        queryClient.setQueryData<VolumeView>(volumeQueries.show(item).queryKey, view);
        void queryClient.invalidateQueries({ queryKey: itemQueries.show(item).queryKey, exact: true });
        void queryClient.invalidateQueries({ queryKey: ['items'] });
        notify.done(said, { slot: 'volume', undo: () => void undo(item, profile) });
      },
      (error: unknown) => notify.failed(error),
    );
  });
}

async function undo(item: string, profile: string): Promise<void> {
  try {
    await api.volumes.undo.mutate({ item, profile });
    await queryClient.invalidateQueries({ queryKey: ['item', item] });
  } catch (error) {
    notify.failed(error);
  }
}

/** A key that is left out leaves the file's word. */
function withoutUndefined(statement: VolumeStatement): VolumeStatement {
  return Object.fromEntries(Object.entries(statement).filter(([, value]) => value !== undefined));
}
