// The keys of class labelling (UX §1.5): digits, U, 0, M, C for a class by name, Enter for the model's suggestion, undo and redo.
import type { LabelDecision } from '../../../shared/domain/label.ts';
import type { ItemTile } from '../../client/api.ts';
import { useCommands } from '../../keyboard/useCommands.ts';
import { text } from '../../text/index.ts';
import { useClassPicker } from './classPicker.ts';
import type { Labeling, Suggestion } from './useLabeling.ts';

interface Options {
  /** The items that a key is about; empty for none. */
  items: readonly Pick<ItemTile, 'id' | 'isFlagged'>[];
  /** Called after a class, ungradable or a confirmation: on to the next item. */
  onLabelled?: (() => void) | undefined;
  /** Offered with Enter where there is one. */
  suggestion?: Suggestion | null | undefined;
}

const classKeys = ['class1', 'class2', 'class3', 'class4', 'class5', 'class6', 'class7', 'class8', 'class9'] as const;

export function useLabelCommands(labeling: Labeling, { items, onLabelled, suggestion }: Options): void {
  const ids = items.map(({ id }) => id);
  const say = (decision: LabelDecision, basisRun?: string) => {
    if (ids.length === 0) return;
    labeling.label(ids, decision, { isQuiet: true, basisRun });
    onLabelled?.();
  };
  const classHandlers = Object.fromEntries(
    classKeys.map((command, index) => {
      const name = labeling.classes[index];
      const run = () => name !== undefined && say({ kind: 'class', name });
      return [command, name === undefined ? { run, disabled: text.labeling.noClasses } : { run }];
    }),
  );
  useCommands('label', {
    ...classHandlers,
    pickClass: () => useClassPicker.setState({ open: name => say({ kind: 'class', name }) }),
    clearLabel: () => labeling.label(ids, { kind: 'clear' }, { isQuiet: true }),
    ungradable: () => say({ kind: 'ungradable' }),
    flagItem: () => labeling.label(ids, { kind: 'flag', on: !items.every(({ isFlagged }) => isFlagged) }, { isQuiet: true }),
    ...(suggestion == null ? {} : { confirmSuggestion: () => say({ kind: 'class', name: suggestion.className }, suggestion.run) }),
    undo: labeling.undo,
    redo: labeling.redo,
  });
}
