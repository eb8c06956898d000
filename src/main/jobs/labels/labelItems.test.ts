import { afterEach, expect, test, vi } from 'vitest';
import { addProfile } from '../profiles.ts';
import { scansWorkspace } from '../testing/scans.ts';
import { addClass } from './classNames.ts';
import { labelItems } from './labelItems.ts';
import { undoLabels } from './undoLabels.ts';

afterEach(() => vi.useRealTimers());

async function labelled() {
  const { context } = await scansWorkspace({ CNV: 2, NORMAL: 2 }, { split: false });
  const { store } = context.workspace;
  const dataset = store.datasets.get('scans').id;
  const ada = addProfile(context, { name: 'Ada' }).id;
  const item = store.items.list(dataset)[0]?.id as string;
  const say = (name: string) => labelItems(context, { dataset, profile: ada, items: [{ item }], decision: { kind: 'class', name } });
  const now = () => store.labels.current(item, 'diagnosis');
  return { context, store, dataset, ada, item, say, now };
}

test('a label made after another wins, and is the first to be undone, even if the clock was set back in between', async () => {
  const { context, dataset, ada, say, now } = await labelled();
  say('NORMAL');
  const before = now()?.atMs as number;
  vi.useFakeTimers({ toFake: ['Date'], now: before - 365 * 24 * 60 * 60 * 1000 });
  say('CNV');
  expect(now()).toMatchObject({ value: 'CNV', atMs: before });
  undoLabels(context, { dataset, profile: ada });
  expect(now()?.value).toBe('NORMAL');
  say('CNV');
  expect(now()?.value).toBe('CNV');
  context.workspace.store.labels.rebuild();
  expect(now()?.value).toBe('CNV');
});

test('undoing the first label of a person leaves what the import said', async () => {
  const { context, store, dataset, ada, item, say, now } = await labelled();
  say('NORMAL');
  expect(now()).toMatchObject({ value: 'NORMAL', source: 'human' });
  expect(undoLabels(context, { dataset, profile: ada }).acts).toMatchObject([{ item, value: 'NORMAL', now: now()?.event }]);
  expect(now()).toMatchObject({ value: 'CNV', source: 'import' });
  expect(store.labels.history(item, 'diagnosis')).toHaveLength(3);
});

test('only classes of the data set can be given, and one act is whole or not at all', async () => {
  const { context, store, dataset, ada, item, say, now } = await labelled();
  expect(() => say('DME')).toThrow(expect.objectContaining({ code: 'unknownName' }));
  expect(addClass(context, dataset, ' DME ')).toEqual(['CNV', 'NORMAL', 'DME']);
  say('DME');
  const act = { dataset, profile: ada, decision: { kind: 'ungradable' as const } };
  expect(() => labelItems(context, { ...act, items: [{ item }, { item: 'nobody' }] })).toThrow(
    expect.objectContaining({ code: 'notFound' }),
  );
  expect([now()?.value, store.labels.undoable(ada, dataset).length]).toEqual(['DME', 1]);
});
