// One run in the table: its number never without interval and n, a test number never without the count of looks.
// biome-ignore-all lint/a11y/useSemanticElements: of a table of thousands only the rows on screen exist, and they stand freely
import { memo, type ReactNode } from 'react';
import { formatDuration, formatEstimateParts, formatNumber } from '../../../../shared/units.ts';
import type { RunSummary } from '../../../client/api.ts';
import { runHref } from '../../../client/route.ts';
import { openedText, text } from '../../../text/index.ts';
import { formatDate } from '../../../ui/date.ts';
import { RunStateMark } from '../RunStateMark.tsx';
import type { Column } from './columns.ts';
import styles from './RunTable.module.css';

interface Props {
  id: string;
  /** undefined while it is on its way. */
  run: RunSummary | undefined;
  columns: readonly Column[];
  index: number;
  topPx: number;
  isSelected: boolean;
  isActive: boolean;
  onSelect: (index: number, held: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }) => void;
}

export const RunRow = memo(function RunRow({ id, run, columns, index, topPx, isSelected, isActive, onSelect }: Props) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid's commands of the keymap do the same
    <div
      id={`run-${id}`}
      className={styles.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive}
      tabIndex={-1}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={event => onSelect(index, event)}
      onDoubleClick={() => location.assign(runHref(id))}
    >
      {run === undefined ? (
        <div className={styles.cell} data-column="name" role="gridcell" tabIndex={-1}>
          <span className={styles.quiet}>…</span>
        </div>
      ) : (
        <Cells run={run} columns={columns} />
      )}
    </div>
  );
}, areSame);

/** The handler is always made anew and always does the same for a row. */
function areSame(before: Props, after: Props): boolean {
  return (
    before.run === after.run &&
    before.columns === after.columns &&
    before.index === after.index &&
    before.topPx === after.topPx &&
    before.isSelected === after.isSelected &&
    before.isActive === after.isActive &&
    before.onSelect === after.onSelect
  );
}

function Cells({ run, columns }: { run: RunSummary; columns: readonly Column[] }) {
  const { headline, startedMs, finishedMs } = run;
  const part = headline === null ? '' : (text.parts[headline.split] ?? headline.split);
  const looks = headline?.testOpenings == null ? '' : `, opened ${openedText(headline.testOpenings)}`;
  const cells: Record<Column, ReactNode> = {
    name: (
      <>
        <a href={runHref(run.id)} tabIndex={-1} className={styles.name} title={run.name}>
          {run.name}
        </a>
        <span className={styles.quiet}>
          {text.kinds[run.kind]} · {run.architecture}
        </span>
      </>
    ),
    state: <RunStateMark state={run.state} progress={run.progress} />,
    data: (
      <>
        <span className={styles.line}>{run.dataset}</span>
        <span className={styles.quiet}>{run.split}</span>
      </>
    ),
    metric:
      headline === null ? (
        <span className={styles.quiet}>{text.runs.notYet}</span>
      ) : (
        <Figure estimate={headline.estimate} note={`${part}${looks}`} />
      ),
    patients: headline === null ? null : formatNumber(headline.patients),
    shortcut: headline === null || headline.shortcut === null ? null : <Figure estimate={headline.shortcut} />,
    time: startedMs === null || finishedMs === null ? null : formatDuration(finishedMs - startedMs),
    tags: (
      <>
        <span className={styles.line}>
          {run.tags.map(tag => (
            <span key={tag} className={styles.tag}>
              {tag}
            </span>
          ))}
        </span>
        <span className={styles.quiet} title={run.note}>
          {run.note}
        </span>
      </>
    ),
    created: formatDate(run.createdMs),
  };
  return columns.map(column => (
    <div key={column} className={styles.cell} data-column={column} role="gridcell" tabIndex={-1}>
      {cells[column]}
    </div>
  ));
}

/** Why there is no interval stands where it would stand; the whole reason under the pointer. */
function Figure({ estimate, note }: { estimate: NonNullable<RunSummary['headline']>['estimate']; note?: string }) {
  const { value, interval } = formatEstimateParts(estimate);
  const missing = estimate.reason === undefined ? '' : text.runList.noInterval(estimate.reason);
  return (
    <>
      <span className={styles.number} data-uncertain={interval === null} title={interval === null ? estimate.reason : undefined}>
        {value} {note !== undefined && <span className={styles.interval}>{interval ?? missing}</span>}
      </span>
      <span className={styles.quiet} title={estimate.reason}>
        {note ?? interval ?? missing}
      </span>
    </>
  );
}
