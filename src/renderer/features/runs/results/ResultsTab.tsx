// What came out: validation first, then the test set, which is closed until it is opened on purpose.
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../../client/api.ts';
import { runQueries } from '../../../client/queries/runs.ts';
import { text } from '../../../text/index.ts';
import { Note } from '../../../ui/Note.tsx';
import { Section } from '../../../ui/Section.tsx';
import { RerunVerdict } from '../rerun/RerunVerdict.tsx';
import { TestSet } from '../testset/TestSet.tsx';
import styles from './Results.module.css';
import { Results } from './Results.tsx';

export function ResultsTab({ run }: { run: RunDetails }) {
  const comparison = useQuery({ ...runQueries.comparison(run.id), enabled: run.rerun === 'exactly' && run.state === 'finished' });
  const own = run.evaluations.filter(({ evaluation }) => evaluation.split !== 'test');
  return (
    <div className={styles.parts}>
      {comparison.data != null && <RerunVerdict comparison={comparison.data} />}
      {run.kind === 'train' && (
        <Section title={text.run.validation}>
          {own.length === 0 && <Note>{text.run.noEvaluation}</Note>}
          {own.map(view => (
            <Results key={`${view.run} ${view.evaluation.split}`} view={view} run={run} />
          ))}
        </Section>
      )}
      <TestSet run={run} />
    </div>
  );
}
