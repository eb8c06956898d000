// What a person mends while checking a volume: stated over its file, in the name of who works, with Undo.
import type { FormatOption, VolumeStatement, VolumeView } from '../../../../shared/domain/volumeView.ts';
import { api } from '../../../client/api.ts';
import { volumeQueries } from '../../../client/queries/volumes.ts';
import { queryClient } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import { withProfile } from '../../profiles/index.ts';

export type Options = Record<string, FormatOption['value']>;

/** A key of `change` that is undefined leaves the file's word. */
export function stateVolume(view: VolumeView, change: VolumeStatement, onDone: () => void): void {
  const entries = Object.entries({ ...view.statement, ...change }).filter(([, value]) => value !== undefined);
  const statement = Object.fromEntries(entries) as VolumeStatement;
  act(view.item, profile => api.volumes.state.mutate({ item: view.item, profile, statement }), onDone);
}

export function setOptions(view: VolumeView, options: Options, onDone: () => void): void {
  act(view.item, profile => api.volumes.setOptions.mutate({ item: view.item, profile, options }), onDone);
}

function act(item: string, change: (profile: string) => Promise<VolumeView>, onDone: () => void): void {
  withProfile(({ id: profile }) => {
    change(profile).then(
      view => {
        renew(item, view);
        onDone();
        notify.done(text.volumeCheck.mended, { slot: 'volume', undo: () => void undo(item, profile) });
      },
      error => notify.failed(error),
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

function renew(item: string, view: VolumeView): void {
  queryClient.setQueryData<VolumeView>(volumeQueries.show(item).queryKey, view);
  void queryClient.invalidateQueries({ queryKey: ['items'] });
}
