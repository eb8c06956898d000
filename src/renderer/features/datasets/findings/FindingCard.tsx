// One finding: what it is, its first scans, and what can be done about it; it may be set aside with a reason that stays on record.
import { Button, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Profile } from '../../../../shared/domain/label.ts';
import { api, type DatasetFinding } from '../../../client/api.ts';
import { queryClient } from '../../../client/queries.ts';
import { go, hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import { withProfile } from '../../profiles/index.ts';
import { PatientStatement } from '../../statements/index.ts';
import { Picture } from '../items/Picture.tsx';
import styles from './FindingCard.module.css';

/** Findings that a person settles by saying whose the volumes are. */
const aboutPatients: ReadonlySet<string> = new Set(['volumeWithoutPatient', 'statedPatients']);

export function FindingCard({ dataset, finding }: { dataset: string; finding: DatasetFinding }) {
  const { findings } = text.data;
  const { name, split, severity, message, items, shown, examples, ignored, count } = finding;
  const filter = { finding: name, ...(split === null ? {} : { split }) };
  return (
    <section className={styles.card} data-severity={severity} aria-label={message}>
      <header className={styles.head}>
        <span className={styles.severity}>
          {severity === 'note' ? (
            <IconInfoCircle size={18} stroke={1.5} aria-hidden />
          ) : (
            <IconAlertTriangle size={18} stroke={1.5} aria-hidden />
          )}
          {findings.severities[severity]}
        </span>
        <p className={styles.message}>{message}</p>
      </header>
      {shown.length > 0 && (
        <div className={styles.pictures}>
          {shown.map(item => (
            <a key={item} href={hrefOf('label', [item], { dataset, ...filter })} className={styles.picture} aria-label={text.data.open}>
              <Picture item={item} heightPx={80} />
            </a>
          ))}
        </div>
      )}
      {items === 0 && examples.length > 0 && (
        <ul className={styles.names}>
          {examples.map(example => (
            <li key={example}>{example}</li>
          ))}
          {count > examples.length && <li>{findings.names(count - examples.length)}</li>}
        </ul>
      )}
      {ignored === null ? (
        <div className={styles.actions}>
          {name === 'leak' && split !== null && <MoveLeaks dataset={dataset} split={split} />}
          {aboutPatients.has(name) && <PatientStatement dataset={dataset} />}
          {items > 0 && (
            <Button component="a" variant="default" size="compact-sm" href={hrefOf('data', [dataset, 'items'], filter)}>
              {findings.show(items)}
            </Button>
          )}
          {name !== 'leak' && <Ignore dataset={dataset} finding={finding} />}
        </div>
      ) : (
        <div className={styles.actions}>
          <span className={styles.aside}>{findings.ignored(ignored.author, ignored.reason)}</span>
          <TakeUp dataset={dataset} finding={finding} />
        </div>
      )}
    </section>
  );
}

function MoveLeaks({ dataset, split }: { dataset: string; split: string }) {
  const mending = useMutation({
    mutationFn: () => api.datasets.moveLeaks.mutate({ dataset, split }),
    onSuccess: async made => {
      await queryClient.invalidateQueries({ queryKey: ['datasets'] });
      notify.done(text.data.findings.fixed(made.split.name));
      go(hrefOf('data', [dataset, 'split'], { split: made.split.id }));
    },
    onError: error => notify.failed(error),
  });
  return (
    <Button size="compact-sm" loading={mending.isPending} onClick={() => mending.mutate()}>
      {text.data.findings.fixLeak}
    </Button>
  );
}

/** Sets the finding aside with a reason, or takes it up again with none. */
function useIgnoring(dataset: string, { name, split }: DatasetFinding) {
  return useMutation({
    mutationFn: ({ reason, profile }: { reason: string | null; profile: Profile }) =>
      api.datasets.ignoreFinding.mutate({ dataset, name, reason, profile: profile.id, ...(split === null ? {} : { split }) }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['items', dataset, 'findings'] }),
    onError: error => notify.failed(error),
  });
}

function TakeUp({ dataset, finding }: { dataset: string; finding: DatasetFinding }) {
  const ignoring = useIgnoring(dataset, finding);
  return (
    <Button size="compact-sm" variant="default" onClick={() => withProfile(profile => ignoring.mutate({ reason: null, profile }))}>
      {text.data.findings.takeUp}
    </Button>
  );
}

function Ignore({ dataset, finding }: { dataset: string; finding: DatasetFinding }) {
  const [reason, setReason] = useState<string | null>(null);
  const ignoring = useIgnoring(dataset, finding);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const words = reason?.trim() ?? '';
    if (words !== '') withProfile(profile => ignoring.mutate({ reason: words, profile }));
  };
  if (reason === null) {
    return (
      <Button variant="default" size="compact-sm" onClick={() => setReason('')}>
        {text.data.findings.ignore}
      </Button>
    );
  }
  return (
    <form onSubmit={submit} className={styles.reason}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={text.data.findings.reason}
        placeholder={text.data.findings.reason}
        value={reason}
        maxLength={2000}
        onChange={event => setReason(event.currentTarget.value)}
        onKeyDown={event => event.key === 'Escape' && setReason(null)}
      />
      <Button type="submit" variant="default" disabled={reason.trim() === ''} loading={ignoring.isPending}>
        {text.data.findings.ignoreNow}
      </Button>
    </form>
  );
}
