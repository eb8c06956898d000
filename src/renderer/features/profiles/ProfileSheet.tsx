// Asks who works: those known first, someone new below. No account: a name and initials that nobody else has.
import { Button, TextInput, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { initialsOf, type Profile } from '../../../shared/domain/label.ts';
import { api } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import styles from './ProfileBadge.module.css';
import { Initials } from './ProfileBadge.tsx';
import { profileChosen } from './profileSheet.ts';

export function ProfileSheet({ current }: { current: Profile | null }) {
  const { data: people = [] } = useQuery(itemQueries.profiles());
  const choosing = useMutation({
    mutationFn: (profile: string) => api.profiles.choose.mutate({ profile }),
    onSuccess: profileChosen,
  });
  return (
    <>
      <h2 className={styles.title}>{text.profiles.title}</h2>
      <p className={styles.hint}>{text.profiles.hint}</p>
      {people.length > 0 && (
        <ul className={styles.people} aria-label={text.profiles.choose}>
          {people.map(person => (
            <li key={person.id}>
              <UnstyledButton className={styles.person} aria-current={person.id === current?.id} onClick={() => choosing.mutate(person.id)}>
                <Initials profile={person} /> {person.name}
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
      <NewProfile isFirst={people.length === 0} />
      {choosing.error !== null && <Problem error={choosing.error} />}
    </>
  );
}

function NewProfile({ isFirst }: { isFirst: boolean }) {
  const [name, setName] = useState('');
  const [given, setGiven] = useState<string | null>(null);
  const initials = given ?? initialsOf(name);
  const adding = useMutation({ mutationFn: () => api.profiles.add.mutate({ name, initials }), onSuccess: profileChosen });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    adding.mutate();
  };
  return (
    <form onSubmit={submit}>
      <div className={styles.fields}>
        <TextInput
          size="xs"
          label={isFirst ? text.profiles.name : text.profiles.add}
          placeholder={text.profiles.name}
          value={name}
          maxLength={200}
          data-autofocus={isFirst || undefined}
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          size="xs"
          label={text.profiles.initials}
          value={initials}
          maxLength={4}
          onChange={event => setGiven(event.currentTarget.value.toUpperCase())}
        />
      </div>
      {adding.error !== null && <Problem error={adding.error} />}
      <div className={styles.actions}>
        <Button type="submit" disabled={name.trim() === '' || initials === ''} loading={adding.isPending}>
          {text.profiles.start}
        </Button>
      </div>
    </form>
  );
}

function Problem({ error }: { error: unknown }) {
  return (
    <p className={styles.error} role="alert">
      {toAppError(error).message}
    </p>
  );
}
