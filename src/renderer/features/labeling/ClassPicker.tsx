// A class by its name, for data sets with more classes than digits: type, arrows, Enter. What is typed and not there can be added.
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { api } from '../../client/api.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { ClassSwatch } from './ClassMark.tsx';
import styles from './ClassPicker.module.css';
import { renewItems } from './cachedItems.ts';
import { useClassPicker } from './classPicker.ts';

/** Rows on screen: a thousand classes are found by typing, not by scrolling. */
const shownAtMost = 50;

export function ClassPicker({ dataset, classes }: { dataset: string; classes: readonly string[] }) {
  const { open } = useClassPicker();
  // Who leaves the screen leaves the question.
  useEffect(() => () => useClassPicker.setState({ open: null }), []);
  return open === null ? null : <Picker dataset={dataset} classes={classes} onChoose={open} />;
}

function Picker({ dataset, classes, onChoose }: { dataset: string; classes: readonly string[]; onChoose: (name: string) => void }) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const before = useRef(document.activeElement);
  const listId = useId();
  const close = () => {
    useClassPicker.setState({ open: null });
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  const choose = (name: string) => {
    close();
    onChoose(name);
  };
  const adding = useMutation({
    mutationFn: (name: string) => api.datasets.addClass.mutate({ dataset, name }),
    onSuccess: async (_, name) => {
      await renewItems(dataset);
      choose(name);
    },
    onError: error => notify.failed(error),
  });
  const words = typed.trim().toLowerCase();
  const starts = classes.filter(name => name.toLowerCase().startsWith(words));
  const others = classes.filter(name => !name.toLowerCase().startsWith(words) && name.toLowerCase().includes(words));
  const found = [...starts, ...others].slice(0, shownAtMost);
  const isNew = words !== '' && !classes.some(name => name.toLowerCase() === words);
  const rows = found.length + (isNew ? 1 : 0);
  const place = Math.min(at, Math.max(0, rows - 1));
  const take = (index: number) => {
    const name = found[index];
    if (name !== undefined) choose(name);
    else if (isNew) adding.mutate(typed.trim());
  };
  useEffect(() => {
    document.getElementById(`${listId}-${place}`)?.scrollIntoView({ block: 'nearest' });
  }, [listId, place]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt(Math.min(rows - 1, Math.max(0, place + step)));
    else if (event.key === 'Enter') take(place);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={styles.picker} role="dialog" aria-label={text.labeling.picker}>
      <TextInput
        autoFocus
        size="xs"
        aria-label={text.labeling.picker}
        placeholder={text.labeling.pickerHint}
        value={typed}
        maxLength={200}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={rows === 0 ? undefined : `${listId}-${place}`}
        onChange={event => {
          setTyped(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
      />
      <div className={styles.list} id={listId} role="listbox" aria-label={text.labeling.picker}>
        {found.map((name, index) => (
          <Option key={name} id={`${listId}-${index}`} isAt={index === place} onTake={() => take(index)}>
            <ClassSwatch name={name} classes={classes} />
            <span className={styles.name}>{name}</span>
            {classes.indexOf(name) < 9 && <kbd className={styles.key}>{classes.indexOf(name) + 1}</kbd>}
          </Option>
        ))}
        {isNew && (
          <Option id={`${listId}-${found.length}`} isAt={place === found.length} onTake={() => take(found.length)}>
            {text.labeling.addClass(typed.trim())}
          </Option>
        )}
      </div>
      {rows === 0 && <p className={styles.none}>{classes.length === 0 ? text.labeling.noClasses : text.labeling.noSuchClass}</p>}
    </div>
  );
}

function Option({ id, isAt, onTake, children }: { id: string; isAt: boolean; onTake: () => void; children: React.ReactNode }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the focus and answers the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isAt}
      className={styles.option}
      onMouseDown={event => event.preventDefault()}
      onClick={onTake}
    >
      {children}
    </div>
  );
}
