// The Train place (UX §1.2): `#/train/<dataset>?split=…&parent=<run>`. Without a data set the newest one is taken; without data it teaches.
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { api } from '../../client/api.ts';
import { type TrainingForm, trainingQueries } from '../../client/queries/training.ts';
import { queries } from '../../client/queries.ts';
import { go, hrefOf, useRoute } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../ui/LoadedPlace.tsx';
import { notify } from '../../ui/notify.tsx';
import { TrainSetup } from './TrainSetup.tsx';

const words = text.training;

export function TrainPlace() {
  const { path } = useRoute();
  const [dataset] = path;
  return dataset === undefined ? <NewestDataset /> : <OneDataset key={dataset} dataset={dataset} />;
}

function NewestDataset() {
  const query = useQuery(queries.datasets());
  const newest = query.data?.toSorted((a, b) => b.createdMs - a.createdMs)[0];
  useEffect(() => {
    if (newest !== undefined) go(hrefOf('train', [newest.id]), { replace: true });
  }, [newest]);
  return (
    <PlaceLayout>
      <LoadedPlace query={query}>
        {datasets =>
          datasets.length > 0 ? null : (
            <EmptyState title={words.noData} text={words.noDataText}>
              <Button component="a" href={hrefOf('home')}>
                {words.toHome}
              </Button>
            </EmptyState>
          )
        }
      </LoadedPlace>
    </PlaceLayout>
  );
}

function OneDataset({ dataset }: { dataset: string }) {
  const { split, parent } = useRoute().query;
  const query = useQuery(trainingQueries.form({ dataset, split, parent }));
  useBreadcrumb([{ label: query.data?.dataset.name ?? '', href: hrefOf('data', [dataset, 'items']) }]);
  const isUnready = query.error !== null && toAppError(query.error).code === 'badInput';
  if (query.data !== undefined && query.data.split !== null) return <TrainSetup key={parent ?? ''} form={query.data} />;
  return (
    <PlaceLayout>
      {isUnready ? (
        <EmptyState title={words.notReady} text={toAppError(query.error).message}>
          <Button component="a" href={hrefOf('data', [dataset, 'items'])}>
            {words.toData}
          </Button>
        </EmptyState>
      ) : (
        <LoadedPlace query={query} missing={text.data.missing} way={{ label: text.data.toList, href: hrefOf('data') }}>
          {form => <NoSplit form={form} />}
        </LoadedPlace>
      )}
    </PlaceLayout>
  );
}

function NoSplit({ form: { dataset } }: { form: TrainingForm }) {
  const splitting = useMutation({
    mutationFn: () => api.datasets.splitForTraining.mutate({ dataset: dataset.id }),
    onSuccess: ({ split }) => go(hrefOf('train', [dataset.id], { split: split.id })),
    onError: notify.failed,
  });
  return (
    <EmptyState title={words.noSplit} text={words.noSplitText}>
      <Button loading={splitting.isPending} onClick={() => splitting.mutate()}>
        {words.makeSplit}
      </Button>
      <Button variant="default" component="a" href={hrefOf('data', [dataset.id, 'split'])}>
        {words.toSplit}
      </Button>
    </EmptyState>
  );
}
