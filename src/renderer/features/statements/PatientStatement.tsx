// Whose the volumes are that tell no patient: one choice for all of them, taken back by Undo.
import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { patientStatements, type PatientStatement as Statement } from '../../../shared/domain/volumeView.ts';
import { api } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { queryClient } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { withProfile } from '../profiles/index.ts';
import styles from './PatientStatement.module.css';

/** What they count as now, in words, above the choice; nothing where at most one volume is concerned. */
export function PatientNote({ dataset }: { dataset: string }) {
  const { data } = useQuery(itemQueries.untoldPatients(dataset));
  if (data === undefined || data.volumes < 2) return null;
  return (
    <Note tone={data.are === 'unknown' ? 'warning' : 'quiet'}>
      <div className={styles.note}>
        <span>{text.volumeCheck.patients.found(data.volumes, data.studies, data.are, data.author)}</span>
        <PatientStatement dataset={dataset} />
      </div>
    </Note>
  );
}

export function PatientStatement({ dataset }: { dataset: string }) {
  const { data } = useQuery(itemQueries.untoldPatients(dataset));
  const words = text.volumeCheck.patients;
  if (data === undefined) return null;
  return (
    <SegmentedControl
      size="xs"
      className={styles.choice ?? ''}
      aria-label={words.title}
      value={data.are}
      data={patientStatements.map(value => ({ value, label: words.choices[value] }))}
      onChange={value => withProfile(({ id }) => state(dataset, id, value as Statement))}
      transitionDuration={0}
    />
  );
}

function state(dataset: string, profile: string, are: Statement): void {
  const change = async (wanted: Statement): Promise<Statement> => {
    const { before } = await api.datasets.statePatients.mutate({ dataset, profile, are: wanted });
    for (const key of ['datasets', 'items', 'item']) void queryClient.invalidateQueries({ queryKey: [key] });
    return before;
  };
  change(are).then(
    before =>
      notify.done(text.volumeCheck.patients.stated[are], { slot: 'patients', undo: () => void change(before).catch(notify.failed) }),
    notify.failed,
  );
}
