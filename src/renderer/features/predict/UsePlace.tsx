// The Use place: a trained run asked about files that are dropped or chosen; its answers as a table, each with its map.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { holdsFiles } from '../../client/droppedFiles.ts';
import { predictionQueries } from '../../client/queries/predictions.ts';
import { queries } from '../../client/queries.ts';
import { hrefOf, useRoute } from '../../client/route.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../ui/LoadedPlace.tsx';
import { useTrainedRuns } from '../answer/index.ts';
import { AnswerPlace } from './AnswerPlace.tsx';
import { DropTarget } from './DropTarget.tsx';
import { ModelPanel } from './ModelPanel.tsx';
import { PredictionPage } from './PredictionPage.tsx';
import styles from './UsePlace.module.css';
import { predictDropped } from './usePredicting.ts';

export function UsePlace() {
  const { query } = useRoute();
  const known = useQuery(queries.runs());
  const { runs, latest } = useTrainedRuns(null);
  const { data: prediction } = useQuery({ ...queries.run(query.prediction ?? ''), enabled: query.prediction !== undefined });
  const wanted = prediction?.parent ?? query.run;
  const run = runs.find(({ id, name }) => id === wanted || name === wanted)?.id ?? latest;
  const { data: answers } = useQuery({ ...predictionQueries.answers(query.prediction ?? ''), enabled: query.prediction !== undefined });
  const shown = answers?.find(({ item }) => item === query.item);
  useBreadcrumb([
    { label: runs.find(({ id }) => id === run)?.name ?? '', href: hrefOf('use', [], { run: run ?? undefined }) },
    ...(query.prediction === undefined ? [] : [{ label: prediction?.name ?? '', href: hrefOf('use', [], { ...query, item: undefined }) }]),
    ...(shown === undefined ? [] : [{ label: shown.name }]),
  ]);
  if (run === null) {
    return (
      <PlaceLayout>
        <LoadedPlace query={known}>
          {() => (
            <EmptyState title={text.predict.noModelTitle} text={text.predict.noModel}>
              <Button component="a" href={hrefOf('data')}>
                {text.predict.goData}
              </Button>
            </EmptyState>
          )}
        </LoadedPlace>
      </PlaceLayout>
    );
  }
  if (query.prediction !== undefined && shown !== undefined && answers !== undefined) {
    return <AnswerPlace key={shown.item} run={run} prediction={query.prediction} shown={shown} answers={answers} />;
  }
  return (
    <PlaceLayout left={<ModelPanel run={run} runs={runs} prediction={query.prediction} />} leftLabel={text.predict.title} isCentreFixed>
      <DropArea run={run}>
        {query.prediction === undefined ? (
          <DropTarget run={run} />
        ) : (
          <PredictionPage key={query.prediction} prediction={query.prediction} run={run} />
        )}
      </DropArea>
    </PlaceLayout>
  );
}

/** The whole centre takes files. */
function DropArea({ run, children }: { run: string; children: React.ReactNode }) {
  const [isOver, setOver] = useState(false);
  const onDragOver = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(true);
  };
  const onDrop = (event: DragEvent) => {
    if (!holdsFiles(event.dataTransfer)) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(false);
    void predictDropped(run, event.dataTransfer);
  };
  return (
    <section
      className={styles.area}
      data-over={isOver}
      aria-label={text.predict.area}
      onDragEnter={onDragOver}
      onDragOver={onDragOver}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {children}
      {isOver && <div className={styles.over}>{text.predict.dropNow}</div>}
    </section>
  );
}
