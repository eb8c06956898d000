// One run: what it is doing, its numbers on held-out patients, its curves and heat maps.
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Icon } from '../../ui/Icon.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { CurvesSection } from './CurvesSection.tsx';
import { EvaluationSection } from './EvaluationSection.tsx';
import { HeatMapsSection } from './HeatMapsSection.tsx';
import { LogSection } from './LogSection.tsx';
import { RunHeader } from './RunHeader.tsx';
import styles from './RunPage.module.css';
import { SettingsSection } from './SettingsSection.tsx';
import { TestSection } from './TestSection.tsx';

export function RunPage({ run }: { run: string }) {
  const query = useQuery(queries.run(run));
  return (
    <>
      <a href="#/" className={styles.back}>
        <Icon name="back" /> {text.back}
      </a>
      <Loaded query={query}>{details => <Run run={details} />}</Loaded>
    </>
  );
}

function Run({ run }: { run: RunDetails }) {
  const own = run.evaluations.filter(({ evaluation }) => evaluation.split !== 'test');
  const isTraining = run.kind === 'train';
  // Until there are results, the curves are what counts.
  return (
    <>
      <title>{`${run.name} · ${text.states[run.state]} · ${text.name}`}</title>
      <RunHeader run={run} />
      {run.error !== null && (
        <div className={styles.error}>
          <Note tone={run.state === 'failed' ? 'danger' : 'warning'}>{run.error.message}</Note>
        </div>
      )}
      <div className={styles.columns}>
        <div className={styles.column}>
          {isTraining && own.length === 0 && <CurvesSection run={run} />}
          {isTraining && <EvaluationSection title={text.run.validation} views={own} none={text.run.noEvaluation} />}
          {(isTraining || run.kind === 'evaluate') && <TestSection run={run} />}
          {run.kind === 'explain' && <HeatMapsSection run={run} />}
        </div>
        <div className={styles.column}>
          {isTraining && own.length > 0 && <CurvesSection run={run} />}
          {isTraining && <HeatMapsSection run={run} />}
          <LogSection run={run} />
          <SettingsSection run={run} />
        </div>
      </div>
    </>
  );
}
