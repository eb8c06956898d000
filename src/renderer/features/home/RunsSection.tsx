// The runs, newest first: each number with its interval, its n, and the shortcut baseline beside it.
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../../shared/units.ts';
import type { RunSummary } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { runHref } from '../../client/route.ts';
import { openedText, text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Estimated } from '../../ui/Estimated.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import table from '../../ui/table.module.css';
import { RunStateMark } from '../runs/RunStateMark.tsx';
import styles from './RunsSection.module.css';

export function RunsSection() {
  const query = useQuery(queries.runs());
  return (
    <Section title={text.runs.title}>
      <Loaded query={query}>{runs => (runs.length === 0 ? <NoRuns /> : <RunsTable runs={runs} />)}</Loaded>
    </Section>
  );
}

function NoRuns() {
  const { empty, emptyHint, demoCommand } = text.runs;
  return (
    <Note command={demoCommand}>
      {empty} {emptyHint}
    </Note>
  );
}

function RunsTable({ runs }: { runs: RunSummary[] }) {
  const { name, state, data, split, accuracy, patients, shortcut, date } = text.runs.columns;
  return (
    <div className={table.scroll}>
      <table className={table.table}>
        <thead>
          <tr>
            {[name, state, data, split, accuracy].map(title => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" className={table.number}>
              {patients}
            </th>
            <th scope="col" title={text.runs.shortcutHint}>
              {shortcut}
            </th>
            <th scope="col">{date}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map(run => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run }: { run: RunSummary }) {
  const { headline } = run;
  return (
    <tr className={table.link}>
      <th scope="row">
        <a href={runHref(run.id)}>{run.name}</a>
        <span className={styles.kind}>
          {text.kinds[run.kind]} · {run.architecture}
        </span>
      </th>
      <td>
        <RunStateMark state={run.state} progress={run.progress} />
      </td>
      <td>
        {run.dataset}
        <span className={styles.kind}>{run.split}</span>
      </td>
      <td className={styles.part}>{headline === null ? null : <Part split={headline.split} openings={headline.testOpenings} />}</td>
      <td>{headline === null ? <span className={styles.none}>{text.runs.notYet}</span> : <Estimated estimate={headline.estimate} />}</td>
      <td className={table.number}>{headline === null ? null : formatNumber(headline.patients)}</td>
      <td>{headline === null || headline.shortcut === null ? null : <Estimated estimate={headline.shortcut} />}</td>
      <td className={styles.date}>{formatDate(run.createdMs)}</td>
    </tr>
  );
}

function Part({ split, openings }: { split: string; openings: number | null }) {
  return (
    <>
      {text.parts[split] ?? split}
      {openings !== null && <span className={styles.kind}>opened {openedText(openings)}</span>}
    </>
  );
}
