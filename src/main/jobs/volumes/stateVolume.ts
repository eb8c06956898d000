// What a person states of a volume, and the switches it is read by: events that stay, each whole, undone and redone by person and volume.
import { randomUUID } from 'node:crypto';
import type { VolumeStatement } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import { switchesOf, type VolumeReaderName } from '../../dataset/formats/volumes.ts';
import type { NewStatementEvent, StatementEvent } from '../../store/volumeRows.ts';
import type { JobContext } from '../context.ts';
import { itemVolume, withOptions } from './volumePlace.ts';

type Options = Extract<StatementEvent, { kind: 'options' }>['value'];

/** Replaces what was stated before. Errors: `notFound` for item or profile, `unsupportedFormat` for an image. */
export function stateVolume(context: JobContext, request: { item: string; profile: string; statement: VolumeStatement }): void {
  const { item } = itemVolume(context, request.item);
  const { spacingUm } = request.statement;
  if (spacingUm !== undefined && [spacingUm.row, spacingUm.column].some(value => value !== null && !isSensible(value))) {
    throw new AppError('usage', 'Expected a spacing between 0.01 and 10,000 µm, received another. Spacing is from one sample to the next.');
  }
  append(context, item.id, { author: request.profile, kind: 'statement', value: request.statement });
}

/** Sets every switch of the format, after the file was opened with them. Errors: as `stateVolume`; `badInput` for others; those of the reader. */
export async function setVolumeOptions(context: JobContext, request: { item: string; profile: string; options: Options }): Promise<void> {
  const found = itemVolume(context, request.item);
  const options = switchesOf(found.place.format as VolumeReaderName, request.options) as Options;
  const { header } = await context.volumes.ask('describe', withOptions(found, options).place, {});
  const { store } = context.workspace;
  store.durably(() => {
    append(context, found.item.id, { author: request.profile, kind: 'options', value: options });
    store.volumes.describe(found.item.id, header);
  });
}

/** What an undo or redo was about; null where there is nothing more. */
export interface StatementUndo {
  kind: StatementEvent['kind'] | null;
}

/** Takes back the person's newest act on this volume. Errors: `notFound`, `usage`; those of the reader where switches go back. */
export function undoVolume(context: JobContext, request: { item: string; profile: string }): Promise<StatementUndo> {
  return takeBack(context, request, 'undoable');
}

/** Gives again what was undone last, unless something was stated since. */
export function redoVolume(context: JobContext, request: { item: string; profile: string }): Promise<StatementUndo> {
  return takeBack(context, request, 'redoable');
}

async function takeBack(
  context: JobContext,
  request: { item: string; profile: string },
  which: 'undoable' | 'redoable',
): Promise<StatementUndo> {
  const { store } = context.workspace;
  const { item } = itemVolume(context, request.item);
  const author = store.profiles.get(request.profile).id;
  const events = store.volumes[which](author, item.id);
  const [first] = events;
  if (first === undefined) return { kind: null };
  const action = randomUUID();
  store.durably(() => {
    store.volumes.state(
      events.map(
        ({ id, kind, value }) => ({ item: item.id, author, action, atMs: Date.now(), undoes: id, kind, value }) as NewStatementEvent,
      ),
    );
  });
  if (first.kind === 'options') {
    const { header } = await context.volumes.ask('describe', itemVolume(context, item.id).place, {});
    store.volumes.describe(item.id, header);
  }
  changed(context, item.id, first.kind);
  return { kind: first.kind };
}

type Stated =
  | Pick<Extract<StatementEvent, { kind: 'statement' }>, 'kind' | 'value'>
  | Pick<Extract<StatementEvent, { kind: 'options' }>, 'kind' | 'value'>;

function append(context: JobContext, item: string, { author, ...stated }: { author: string } & Stated): void {
  const { store } = context.workspace;
  const event = { item, author: store.profiles.get(author).id, action: randomUUID(), atMs: Date.now(), ...stated };
  store.durably(() => store.volumes.state([event]));
  changed(context, item, stated.kind);
}

/** The eye of an item, its B-scans: lists and cards follow, and by other switches its pictures. */
function changed(context: JobContext, item: string, kind: StatementEvent['kind']): void {
  context.notifications.publish({ topic: 'datasets', ...(kind === 'options' ? { pictures: [item] } : {}) });
}

function isSensible(um: number): boolean {
  return um >= 0.01 && um <= 10_000;
}
