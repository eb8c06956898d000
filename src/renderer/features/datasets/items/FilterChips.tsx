// What narrows the list, above it, each to be taken away by one press.
import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import { text } from '../../../text/index.ts';
import styles from './FilterChips.module.css';
import type { FilterPart } from './filterWords.ts';

export function FilterChips({ parts, onFilter }: { parts: readonly FilterPart[]; onFilter: (filter: ItemFilter) => void }) {
  if (parts.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={text.data.filters}>
      {parts.map(({ words, without }) => (
        <li key={words}>
          <UnstyledButton className={styles.chip} aria-label={text.data.remove(words)} onClick={() => onFilter(without)}>
            <span className={styles.words}>{words}</span>
            <IconX size={12} stroke={1.5} aria-hidden />
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
