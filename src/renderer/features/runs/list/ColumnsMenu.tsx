// Which columns the list has: those left out by a person, and those that have no room just now.
import { ActionIcon, Menu } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { text } from '../../../text/index.ts';
import styles from './ColumnsMenu.module.css';
import { type Column, columns } from './columns.ts';

interface Props {
  shown: readonly Column[];
  leftOut: ReadonlySet<string>;
  onChange: (leftOut: string[]) => void;
}

export function ColumnsMenu({ shown, leftOut, onChange }: Props) {
  const words = text.runList;
  const set = (column: Column, isWanted: boolean): void =>
    onChange(isWanted ? [...leftOut].filter(other => other !== column) : [...leftOut, column]);
  return (
    <Menu
      position="bottom-end"
      width={232}
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
      // Within the page's main part, which readers look through; the table itself would cut it off.
      portalProps={{ target: '#centre' }}
    >
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={words.chooseColumns} title={words.chooseColumns}>
          <IconColumns3 size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {columns
          .filter(column => column !== 'name')
          .map(column => (
            <Menu.CheckboxItem
              key={column}
              checked={!leftOut.has(column)}
              onChange={isWanted => set(column, isWanted)}
              rightSection={
                leftOut.has(column) || shown.includes(column) ? undefined : <span className={styles.folded}>{words.noRoom}</span>
              }
            >
              {words.columns[column]}
            </Menu.CheckboxItem>
          ))}
        <Menu.Divider />
        <Menu.Item disabled={leftOut.size === 0} closeMenuOnClick={false} onClick={() => onChange([])}>
          {words.allColumns}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
