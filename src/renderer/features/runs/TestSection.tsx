// Results on the test set, each with the look that it took: when, by whom, why, and how often the set has been opened.
import type { Evaluation, RunDetails } from '../../client/api.ts';
import { openedText, text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import { EvaluationResults } from './EvaluationSection.tsx';
import styles from './TestSection.module.css';

export function TestSection({ run }: { run: RunDetails }) {
  const views = run.evaluations.filter(({ evaluation }) => evaluation.split === 'test');
  return (
    <Section title={text.run.test}>
      {views.length === 0 && run.kind === 'train' && (
        <Note command={`bin/fovea evaluate ${run.name} --on test --reason "…"`}>{text.run.testNeverOpened}</Note>
      )}
      {views.map(view => (
        <EvaluationResults key={view.run} view={view}>
          <Look view={view} />
        </EvaluationResults>
      ))}
    </Section>
  );
}

function Look({ view }: { view: Evaluation }) {
  const { opening, testOpenings } = view;
  const times = testOpenings === null || testOpenings === 0 ? '' : `This test set has been opened ${openedText(testOpenings)}. `;
  const look =
    opening === null
      ? 'This look was not recorded here.'
      : `Look ${opening.count}, ${formatDate(opening.atMs)}, ${opening.author}: ${opening.reason}`;
  return (
    <p className={styles.look}>
      <strong>{times}</strong>
      {look}
    </p>
  );
}
