// Filters kept under a name, for the person and the data set.
import { ActionIcon, Button, TextInput, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { filterFromQuery, filterToQuery, type ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import { usePreference } from '../../../client/preferences.ts';
import { text } from '../../../text/index.ts';
import { FacetFrame } from '../../../ui/FacetGroup.tsx';
import styles from './SavedFilters.module.css';

type Saved = { name: string; query: Record<string, string> };

export function SavedFilters({ filter, onFilter }: { filter: ItemFilter; onFilter: (filter: ItemFilter) => void }) {
  const [saved, setSaved] = usePreference<Saved[]>(`filters.${filter.dataset}`, []);
  const [name, setName] = useState<string | null>(null);
  const query = filterToQuery(filter);
  const save = (event: FormEvent) => {
    event.preventDefault();
    const words = name?.trim() ?? '';
    if (words === '') return;
    setSaved([...saved.filter(entry => entry.name !== words), { name: words, query }]);
    setName(null);
  };
  if (saved.length === 0 && Object.keys(query).length === 0) return null;
  return (
    <FacetFrame title={text.data.saved}>
      {saved.map(entry => (
        <div key={entry.name} className={styles.saved}>
          <UnstyledButton
            className={styles.savedName}
            title={entry.name}
            onClick={() => onFilter(filterFromQuery(filter.dataset, entry.query))}
          >
            {entry.name}
          </UnstyledButton>
          <ActionIcon
            size={24}
            variant="subtle"
            color="gray"
            aria-label={text.data.removeSaved(entry.name)}
            onClick={() => setSaved(saved.filter(other => other !== entry))}
          >
            <IconX size={14} stroke={1.5} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      {Object.keys(query).length > 0 &&
        (name === null ? (
          <Button variant="default" size="compact-xs" onClick={() => setName('')}>
            {text.data.save}
          </Button>
        ) : (
          <form onSubmit={save}>
            <TextInput
              size="xs"
              autoFocus
              aria-label={text.data.saveName}
              placeholder={text.data.saveName}
              maxLength={80}
              value={name}
              onChange={event => setName(event.currentTarget.value)}
              onBlur={() => setName(null)}
              onKeyDown={event => event.key === 'Escape' && setName(null)}
            />
          </form>
        ))}
    </FacetFrame>
  );
}
