// The classes of a data set as buttons with their keys, for the inspector; a new class is added right here.
import { ActionIcon, Button, TextInput, VisuallyHidden } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../client/api.ts';
import { commandSpec } from '../../keyboard/keymap.ts';
import { text } from '../../text/index.ts';
import { Keys } from '../../ui/Kbd.tsx';
import { notify } from '../../ui/notify.tsx';
import styles from './ClassButtons.module.css';
import { ClassSwatch } from './ClassMark.tsx';
import { renewItems } from './cachedItems.ts';
import { useClassPicker } from './classPicker.ts';
import type { Labeling } from './useLabeling.ts';

interface Props {
  labeling: Labeling;
  items: readonly string[];
  /** The class that all of the items carry. */
  current: string | null;
  isUngradable: boolean;
}

const shownAtMost = 9;

export function ClassButtons({ labeling, items, current, isUngradable }: Props) {
  const isDisabled = items.length === 0;
  const { classes } = labeling;
  return (
    <div className={styles.buttons}>
      {classes.slice(0, shownAtMost).map((name, index) => (
        <button
          key={name}
          type="button"
          className={styles.button}
          aria-pressed={current === name}
          disabled={isDisabled}
          onClick={() => labeling.label(items, { kind: 'class', name })}
        >
          <ClassSwatch name={name} classes={classes} />
          <VisuallyHidden>{text.labeling.labelAs}</VisuallyHidden>
          <span className={styles.name} title={name}>
            {name}
          </span>
          <Keys keys={[String(index + 1)]} />
        </button>
      ))}
      {classes.length > shownAtMost && (
        <Button
          variant="default"
          size="compact-sm"
          disabled={isDisabled}
          rightSection={<Keys keys={commandSpec('pickClass').keys} />}
          onClick={() => useClassPicker.setState({ open: name => labeling.label(items, { kind: 'class', name }) })}
        >
          {commandSpec('pickClass').label}
        </Button>
      )}
      <button
        type="button"
        className={styles.button}
        aria-pressed={isUngradable}
        disabled={isDisabled}
        onClick={() => labeling.label(items, { kind: 'ungradable' })}
      >
        <i className={styles.hatch} />
        <span className={styles.name}>{text.labeling.ungradable}</span>
        <Keys keys={commandSpec('ungradable').keys} />
      </button>
      <NewClass dataset={labeling.dataset} isFirst={classes.length === 0} />
    </div>
  );
}

function NewClass({ dataset, isFirst }: { dataset: string; isFirst: boolean }) {
  const [name, setName] = useState('');
  const adding = useMutation({
    mutationFn: () => api.datasets.addClass.mutate({ dataset, name }),
    onSuccess: () => {
      setName('');
      return renewItems(dataset);
    },
    onError: error => notify.failed(error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') adding.mutate();
  };
  return (
    <form onSubmit={submit} className={styles.add}>
      {isFirst && <p className={styles.none}>{text.labeling.noClasses}</p>}
      <TextInput
        size="xs"
        aria-label={text.labeling.newClass}
        placeholder={text.labeling.newClass}
        value={name}
        maxLength={200}
        onChange={event => setName(event.currentTarget.value)}
        rightSection={
          <ActionIcon
            type="submit"
            size={24}
            variant="subtle"
            aria-label={text.labeling.add}
            disabled={name.trim() === ''}
            loading={adding.isPending}
          >
            <IconPlus size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        }
      />
    </form>
  );
}
