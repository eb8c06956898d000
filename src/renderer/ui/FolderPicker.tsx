// Chooses a folder of the computer that Fovea runs on, where the system's own dialog cannot: places, breadcrumbs, folders with their
// counts. The filter keeps the focus: letters filter, arrows move, Enter opens, Backspace goes up.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconArrowUp, IconFolder, IconFolderSymlink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { type FolderView, folderQueries } from '../client/queries/folders.ts';
import { toAppError } from '../client/toAppError.ts';
import { text } from '../text/index.ts';
import { FolderPath } from './FolderPath.tsx';
import styles from './FolderPicker.module.css';
import { FolderPlaces } from './FolderPlaces.tsx';
import { Loaded } from './Loaded.tsx';
import { Note } from './Note.tsx';

interface Props {
  path: string;
  onPath: (path: string) => void;
}

/** Folders whose scans are counted; further ones stand without a count. */
const mostCounted = 100;
/** More are found by typing. */
const mostShown = 500;
const rowsPerKey: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

export function FolderPicker({ path, onPath }: Props) {
  const query = useQuery(folderQueries.list(path));
  const [filter, setFilter] = useState('');
  const [active, setActive] = useState(0);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  // The drawer is there before the first folder is known; by then something else has the focus.
  useEffect(() => field.current?.focus(), []);
  const words = filter.trim().toLowerCase();
  const matching = (query.data?.folders ?? []).filter(({ name }) => name.toLowerCase().includes(words));
  const folders = matching.slice(0, mostShown);
  const chosen = Math.min(active, folders.length - 1);
  const parent = query.data?.parent ?? (query.error === null ? null : parentOf(path));
  const go = (to: string): void => {
    setFilter('');
    setActive(0);
    onPath(to);
  };
  const move = (to: number): void => {
    const next = Math.max(0, Math.min(folders.length - 1, to));
    setActive(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = stepOf(event.key);
    if (step === null || event.ctrlKey) return;
    event.preventDefault();
    step();
  };
  const stepOf = (key: string): (() => void) | null => {
    const marked = folders[chosen];
    if (key in rowsPerKey) return () => move(chosen + (rowsPerKey[key] as number));
    if (key === 'Enter' && marked !== undefined) return () => go(marked.path);
    if (key === 'Backspace' && filter === '' && parent !== null) return () => go(parent);
    return null;
  };
  return (
    <div className={styles.picker}>
      <FolderPlaces path={query.data?.path ?? path} onPath={go} />
      <div className={styles.way}>
        <ActionIcon
          variant="default"
          size={28}
          aria-label={text.folder.up}
          title={text.folder.up}
          disabled={parent === null}
          onClick={() => parent !== null && go(parent)}
        >
          <IconArrowUp size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
        <FolderPath path={query.data?.path ?? path} onPath={go} />
      </div>
      <TextInput
        ref={field}
        size="xs"
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={folders.length === 0 ? undefined : `${listId}-${chosen}`}
        aria-label={text.folder.filter}
        placeholder={text.folder.filterHint}
        value={filter}
        onChange={event => {
          setFilter(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      <Loaded query={query}>
        {view => (
          <>
            <FolderRows view={view} folders={folders} chosen={chosen} listId={listId} words={filter} onOpen={go} box={list} />
            {matching.length > mostShown && <Note>{text.folder.more(matching.length - mostShown)}</Note>}
            <Note>{view.isCut ? text.folder.cut : text.folder.here(view.scans, view.otherFiles)}</Note>
          </>
        )}
      </Loaded>
      {query.data !== undefined && query.error !== null && <Note tone="danger">{toAppError(query.error).message}</Note>}
    </div>
  );
}

interface RowsProps {
  view: FolderView;
  folders: FolderView['folders'];
  chosen: number;
  listId: string;
  words: string;
  onOpen: (path: string) => void;
  box: React.RefObject<HTMLDivElement | null>;
}

function FolderRows({ view, folders, chosen, listId, words, onOpen, box }: RowsProps) {
  const { data: counts = [] } = useQuery(folderQueries.counts(view.folders.slice(0, mostCounted).map(({ path }) => path)));
  const countOf = new Map(counts.map(entry => [entry.path, entry]));
  if (folders.length === 0) {
    return (
      <div className={styles.list}>
        <div className={styles.none}>{words === '' ? text.folder.none : text.folder.noMatch(words)}</div>
      </div>
    );
  }
  return (
    <div className={styles.list} id={listId} role="listbox" aria-label={text.folder.list} ref={box} tabIndex={-1}>
      {folders.map(({ name, path, isLink }, at) => {
        const count = countOf.get(path);
        return (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the filter beside it has the keys
          <div
            key={path}
            id={`${listId}-${at}`}
            role="option"
            tabIndex={-1}
            aria-selected={at === chosen}
            data-at={at}
            className={styles.row}
            title={name}
            onClick={() => onOpen(path)}
          >
            {isLink ? <IconFolderSymlink size={16} stroke={1.5} aria-hidden /> : <IconFolder size={16} stroke={1.5} aria-hidden />}
            <span className={styles.name}>{name}</span>
            {isLink && <span className={styles.count}>{text.folder.link}</span>}
            {count !== undefined && <span className={styles.count}>{text.folder.scans(count.scans, count.isCut)}</span>}
          </div>
        );
      })}
    </div>
  );
}

function parentOf(path: string): string | null {
  const at = path.lastIndexOf('/');
  return path === '/' ? null : path.slice(0, at) || '/';
}
