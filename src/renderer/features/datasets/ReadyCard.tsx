// What the next step is: train where everything is ready, a split where labels suffice, else labels (UX §1.7).
import { Button } from '@mantine/core';
import { IconCheck, IconTags } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { filterToQuery, type ItemFilter } from '../../../shared/domain/itemFilter.ts';
import { volumeWords } from '../../../shared/domain/volumeWords.ts';
import { api, type DatasetDetails } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { queries, queryClient } from '../../client/queries.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import styles from './ReadyCard.module.css';

export function ReadyCard({ details: { id, name, splits } }: { details: DatasetDetails }) {
  const { data: readiness } = useQuery(itemQueries.readiness(id));
  const splitting = useMutation({
    mutationFn: () => api.datasets.splitForTraining.mutate({ dataset: id }),
    onSuccess: async ({ split }) => {
      await queryClient.invalidateQueries({ queryKey: ['datasets'] });
      go(hrefOf('train', [id], { split: split.id }));
    },
    onError: error => notify.failed(error),
  });
  const { data: runs = [] } = useQuery(queries.runs());
  if (readiness === undefined) return null;
  const { classes, patients, isTrainable, withoutPatient, labelled, scans, volumes } = readiness;
  if (volumes > 0 && volumes === scans) return <VolumesCard dataset={id} volumes={volumes} />;
  const sound = splits.find(({ certificate }) => certificate.ok);
  if (withoutPatient > 0) return <Card title={text.data.withoutPatient(withoutPatient)} />;
  if (!isTrainable) {
    return scans === labelled ? null : (
      <Card
        icon={<IconTags size={20} stroke={1.5} aria-hidden />}
        title={text.data.toLabel(labelled, scans)}
        hint={[text.data.toLabelHint, ...(volumes > 0 ? [volumeWords(volumes)] : [])].join(' ')}
      />
    );
  }
  if (sound === undefined) {
    return (
      <Card title={text.data.splitAndTrainHint(labelled, scans)}>
        <Button loading={splitting.isPending} onClick={() => splitting.mutate()}>
          {text.data.splitAndTrain}
        </Button>
      </Card>
    );
  }
  return (
    <Card
      icon={<IconCheck size={20} stroke={1.5} aria-hidden />}
      title={text.data.ready(classes.filter(entry => entry.scans > 0).length, patients)}
      hint={[text.data.readyHint(sound.name), ...(volumes > 0 ? [volumeWords(volumes)] : [])].join(' ')}
    >
      <Button component="a" href={hrefOf('train', [id], { split: sound.id })}>
        {runs.some(({ kind, dataset }) => kind === 'train' && dataset === name) ? text.data.trainAgain : text.data.trainFirst}
      </Button>
    </Card>
  );
}

/** Nothing but volumes: the first of them is the next step. */
function VolumesCard({ dataset, volumes }: { dataset: string; volumes: number }) {
  const filter: ItemFilter = { dataset, order: 'patient' };
  const { data: page } = useQuery(itemQueries.page(filter, 0));
  const first = page?.items[0];
  return (
    <Card icon={<IconTags size={20} stroke={1.5} aria-hidden />} title={text.data.volumesReady(volumes)} hint={text.data.volumesHint}>
      {first !== undefined && (
        <Button component="a" href={hrefOf('label', [first.id], { dataset, ...filterToQuery(filter) })}>
          {text.data.labelFirst}
        </Button>
      )}
    </Card>
  );
}

function Card({ icon, title, hint, children }: { icon?: React.ReactNode; title: string; hint?: string; children?: React.ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      {icon}
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      </div>
      {children}
    </section>
  );
}
