// What a person states over a volume's file: eye, spacing, how it is read. Done at once, in the name of who works, taken back by Undo.
import type { FormatOption, VolumeStatement, VolumeView } from '../../../shared/domain/volumeView.ts';
import { api } from '../../client/api.ts';
import { volumeQueries } from '../../client/queries/volumes.ts';
import { queryClient } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { withProfile } from '../profiles/index.ts';

export type Options = Record<string, FormatOption['value']>;

/** A key of `change` that is undefined leaves the file's word. `said`: what the notice says; `onDone`: when it is stored. */
export function stateOf(view: VolumeView, change: VolumeStatement, said: string, onDone?: () => void): void {
  const entries = Object.entries({ ...view.statement, ...change }).filter(([, value]) => value !== undefined);
  const statement = Object.fromEntries(entries) as VolumeStatement;
  act(view.item, said, profile => api.volumes.state.mutate({ item: view.item, profile, statement }), onDone);
}

export function setOptionsOf(view: VolumeView, change: Options, onDone?: () => void): void {
  const stored = Object.fromEntries(view.options.map(({ name, value }) => [name, value]));
  const options = { ...stored, ...change };
  act(view.item, text.volume.optionsChanged, profile => api.volumes.setOptions.mutate({ item: view.item, profile, options }), onDone);
}

/** Asks who works before the first act. */
function act(item: string, said: string, change: (profile: string) => Promise<VolumeView>, onDone?: () => void): void {
  withProfile(({ id: profile }) => {
    change(profile).then(
      view => {
        renew(item, view);
        onDone?.();
        notify.done(said, { slot: 'volume', undo: () => void undo(item, profile) });
      },
      (error: unknown) => notify.failed(error),
    );
  });
}

async function undo(item: string, profile: string): Promise<void> {
  try {
    await api.volumes.undo.mutate({ item, profile });
    renew(item, await api.volumes.show.query({ item }));
  } catch (error) {
    notify.failed(error);
  }
}

/** The item's own card and every list that tells its eye or size. */
function renew(item: string, view: VolumeView): void {
  queryClient.setQueryData<VolumeView>(volumeQueries.show(item).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: ['item', item], exact: true });
  void queryClient.invalidateQueries({ queryKey: ['items'] });
}
