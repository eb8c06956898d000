// The packages that Fovea is built from, with their licences as the build found them.
import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import styles from './panes.module.css';

const load = async () => (await import('virtual:licences')).default;

export function LicenceList() {
  const query = useQuery({ queryKey: ['licences'], queryFn: load });
  const [search, setSearch] = useState('');
  const words = useDeferredValue(search.trim().toLowerCase());
  return (
    <Loaded query={query}>
      {licences => {
        const found = licences.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(words));
        return (
          <>
            <TextInput
              size="xs"
              my={8}
              aria-label={text.about.searchLicences}
              placeholder={text.about.searchLicences}
              value={search}
              onChange={event => setSearch(event.currentTarget.value)}
            />
            {found.length === 0 && <Note>{text.about.noLicence}</Note>}
            <ul className={styles.list}>
              {found.map(({ name, version, licence, words: body }) => (
                <li key={`${name} ${version}`} className={styles.licence}>
                  <details>
                    <summary>
                      {name} <span className={styles.about}>{version}</span>
                      <span className={styles.kind}>{licence}</span>
                    </summary>
                    <pre className={styles.body}>{body}</pre>
                  </details>
                </li>
              ))}
            </ul>
          </>
        );
      }}
    </Loaded>
  );
}
