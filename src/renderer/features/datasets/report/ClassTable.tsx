// The classes as labelled now; a press on a name gives it another one, by new labels that an undo takes back.
import { ActionIcon, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Profile } from '../../../../shared/domain/label.ts';
import { formatNumber } from '../../../../shared/units.ts';
import { api, type Readiness } from '../../../client/api.ts';
import { queryClient } from '../../../client/queries.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import table from '../../../ui/table.module.css';
import { ClassSwatch } from '../../labeling/index.ts';
import { withProfile } from '../../profiles/index.ts';
import styles from './ClassTable.module.css';

const shownAtMost = 100;

export function ClassTable({ dataset, classes }: { dataset: string; classes: Readiness['classes'] }) {
  const names = classes.map(({ name }) => name);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={text.tableOf(text.data.columns.classes)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.data.class}</th>
            <th scope="col" className={table.number}>
              {text.data.columns.patients}
            </th>
            <th scope="col" className={table.number}>
              {text.data.columns.scans}
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.slice(0, shownAtMost).map(({ name, patients, scans }) => (
            <tr key={name}>
              <th scope="row">
                <ClassName dataset={dataset} name={name} names={names} />
              </th>
              <td className={table.number}>{formatNumber(patients)}</td>
              <td className={table.number}>{formatNumber(scans)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {classes.length > shownAtMost && <p className={styles.more}>{text.data.moreClasses(classes.length - shownAtMost)}</p>}
    </section>
  );
}

function ClassName({ dataset, name, names }: { dataset: string; name: string; names: readonly string[] }) {
  const [typed, setTyped] = useState<string | null>(null);
  const renaming = useMutation({
    mutationFn: ({ id: profile }: Profile) => api.datasets.renameClass.mutate({ dataset, profile, from: name, to: typed ?? '' }),
    onSuccess: async () => {
      setTyped(null);
      await queryClient.invalidateQueries({ queryKey: ['items', dataset] });
    },
    onError: error => notify.failed(error),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed?.trim() === name) setTyped(null);
    else if (typed?.trim() !== '') withProfile(profile => renaming.mutate(profile));
  };
  if (typed === null) {
    return (
      <span className={styles.name}>
        <ClassSwatch name={name} classes={names} />
        <span className={styles.words}>{name}</span>
        <ActionIcon size={24} variant="subtle" color="gray" aria-label={text.labeling.rename(name)} onClick={() => setTyped(name)}>
          <IconPencil size={14} stroke={1.5} aria-hidden />
        </ActionIcon>
      </span>
    );
  }
  return (
    <form onSubmit={submit}>
      <TextInput
        size="xs"
        autoFocus
        className={styles.field}
        aria-label={text.labeling.rename(name)}
        value={typed}
        maxLength={200}
        disabled={renaming.isPending}
        onChange={event => setTyped(event.currentTarget.value)}
        onKeyDown={event => event.key === 'Escape' && setTyped(null)}
      />
    </form>
  );
}
