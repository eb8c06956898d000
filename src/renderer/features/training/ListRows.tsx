// A list of choices, such as the augmentations: each with its parameters, taken out or put in.
import { ActionIcon, NativeSelect, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { type Json, valueAt } from '../../../shared/domain/configSettings.ts';
import type { FormChoice } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import { fieldsOf } from '../../ui/form/schema.ts';
import styles from './AllSettings.module.css';
import { FieldRows, type FormState } from './SettingRow.tsx';

interface Props extends FormState {
  path: string;
  title: string;
  choices: readonly FormChoice[];
}

type Entry = { name: string };

/** Where a step may stand: what cleans before what fits, what scales last. */
const kinds: Readonly<Record<string, number>> = { clean: 0, fit: 1, scale: 2 };

export function ListRows({ path, title, choices, ...state }: Props) {
  const entries = (valueAt(state.draft.config, path) ?? []) as Entry[];
  const chosenOf = (name: string) => choices.find(choice => choice.name === name);
  const hasFit = entries.some(({ name }) => chosenOf(name)?.kind === 'fit');
  const others = choices.filter(({ name, kind }) => !entries.some(entry => entry.name === name) && !(kind === 'fit' && hasFit));
  const set = (next: Entry[]) => state.draft.change([{ path, value: next as unknown as Json }]);
  return (
    <>
      {entries.map(({ name }, i) => {
        const choice = chosenOf(name);
        const isNeeded = choice?.kind === 'fit';
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its place in the list
          <section key={`${i} ${name}`} className={styles.entry} aria-label={choice?.title ?? name}>
            <header className={styles.entryHead}>
              <h4 className={styles.entryTitle}>{choice?.title ?? name}</h4>
              <span className={styles.entryHelp}>{choice?.summary}</span>
              {!isNeeded && (
                <Tooltip label={text.training.remove(choice?.title ?? name)}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    size={24}
                    aria-label={text.training.remove(choice?.title ?? name)}
                    onClick={() => set(entries.filter((_, at) => at !== i))}
                  >
                    <IconTrash size={16} stroke={1.5} aria-hidden />
                  </ActionIcon>
                </Tooltip>
              )}
            </header>
            {choice !== undefined && <FieldRows {...state} fields={fieldsOf(choice.params)} path={`${path}.${i}.params`} />}
          </section>
        );
      })}
      {others.length > 0 && (
        <NativeSelect
          size="xs"
          w={240}
          mt={8}
          aria-label={text.training.addTo(title)}
          value=""
          data={[{ value: '', label: `${text.training.add} …` }, ...others.map(choice => ({ value: choice.name, label: choice.title }))]}
          onChange={event => {
            const added = chosenOf(event.currentTarget.value);
            if (added === undefined) return;
            const rank = (name: string) => kinds[chosenOf(name)?.kind ?? ''] ?? 0;
            const next = [...entries, { name: added.name, params: added.defaults }];
            set(next.sort((a, b) => rank(a.name) - rank(b.name)));
          }}
        />
      )}
    </>
  );
}
