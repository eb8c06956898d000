// One prediction: how far it is, then its answers; what could not be read stands above them with its reason.
import { Button, Loader, Progress } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api, type RunDetails } from '../../client/api.ts';
import { predictionQueries } from '../../client/queries/predictions.ts';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { notify } from '../../ui/notify.tsx';
import { AnswerTable } from './AnswerTable.tsx';
import styles from './PredictionPage.module.css';

export function PredictionPage({ prediction, run }: { prediction: string; run: string }) {
  const details = useQuery(queries.run(prediction));
  return (
    <div className={styles.page}>
      <Loaded query={details}>
        {found => (
          <>
            <Refused prediction={prediction} />
            {found.state === 'finished' ? (
              <Answers prediction={prediction} run={run} classes={found.config.data.classes} />
            ) : (
              <AtWork details={found} />
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Answers({ prediction, run, classes }: { prediction: string; run: string; classes: string[] }) {
  const answers = useQuery(predictionQueries.answers(prediction));
  return <Loaded query={answers}>{rows => <AnswerTable rows={rows} classes={classes} prediction={prediction} run={run} />}</Loaded>;
}

function AtWork({ details: { id, state, progress, error } }: { details: RunDetails }) {
  const words = text.predict;
  if (state === 'failed' || state === 'cancelled' || state === 'interrupted') {
    return (
      <Note tone={state === 'cancelled' ? 'quiet' : 'danger'}>
        {error?.message ?? (state === 'cancelled' ? words.cancelled : words.failed)}
      </Note>
    );
  }
  const said =
    state === 'queued' ? words.waiting : progress === null ? words.starting : words.working(progress.phase, progress.done, progress.total);
  const cancel = () => void api.runs.cancel.mutate({ run: id }).catch(notify.failed);
  return (
    <div className={styles.work}>
      <p className={styles.said} role="status">
        <Loader size={12} color="var(--hint)" mr={8} />
        {said}
      </p>
      <Progress
        value={progress === null || progress.total === 0 ? 0 : (100 * progress.done) / progress.total}
        size={6}
        transitionDuration={0}
        aria-label={said}
      />
      <Button variant="default" size="compact-sm" onClick={cancel}>
        {words.cancel}
      </Button>
    </div>
  );
}

const refusedAtMost = 20;

function Refused({ prediction }: { prediction: string }) {
  const words = text.predict;
  const { data } = useQuery(predictionQueries.refused(prediction));
  if (data === undefined || (data.refused.length === 0 && data.ignored === 0)) return null;
  return (
    <section className={styles.refused} aria-label={words.refusedTitle(data.refused.length)}>
      {data.refused.length > 0 && (
        <details open={data.refused.length <= 3}>
          <summary>{words.refusedTitle(data.refused.length)}</summary>
          <ul>
            {data.refused.slice(0, refusedAtMost).map(({ name, reason }) => (
              <li key={name}>{reason}</li>
            ))}
          </ul>
        </details>
      )}
      {data.ignored > 0 && <p className={styles.ignored}>{words.ignored(data.ignored)}</p>}
    </section>
  );
}
