// The last few runs, each with its one number and the part it was measured on.
import { queryOptions, useQuery } from '@tanstack/react-query';
import { formatEstimateParts } from '../../../shared/units.ts';
import { api, type RunSummary } from '../../client/api.ts';
import { hrefOf, runHref } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import { RunStateMark } from '../runs/index.ts';
import styles from './rows.module.css';

const shown = 5;
const latestRuns = queryOptions({ queryKey: ['runs', 'latest'], queryFn: () => api.runs.page.query({ limit: shown }) });

export function LatestRuns() {
  const query = useQuery(latestRuns);
  const total = query.data?.total ?? 0;
  return (
    <Section title={text.home.latest} aside={total > shown && <a href={hrefOf('runs')}>{text.home.allRuns}</a>}>
      <Loaded query={query}>
        {({ runs }) =>
          runs.length === 0 ? (
            <Note>{text.home.noRuns}</Note>
          ) : (
            <ul className={styles.rows}>
              {runs.map(run => (
                <Row key={run.id} run={run} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function Row({ run }: { run: RunSummary }) {
  const { id, name, kind, state, progress, headline, createdMs } = run;
  const { value, interval } = headline === null ? { value: '', interval: null } : formatEstimateParts(headline.estimate);
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <a className={styles.name} href={runHref(id)} title={name}>
          {name}
        </a>
        <span className={styles.about}>
          {text.kinds[kind]} · {formatDate(createdMs)}
        </span>
      </div>
      <div className={styles.side}>
        {headline === null ? (
          <RunStateMark state={state} progress={progress} />
        ) : (
          <>
            <span className={styles.figure} data-uncertain={interval === null}>
              {value}
            </span>
            <span className={styles.about} title={headline.estimate.reason}>
              {text.home.headline(
                text.parts[headline.split] ?? headline.split,
                interval === null ? text.runList.noInterval(headline.estimate.reason ?? '') : text.home.interval(interval),
              )}
            </span>
          </>
        )}
      </div>
    </li>
  );
}
