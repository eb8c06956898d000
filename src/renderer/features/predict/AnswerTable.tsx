// The answers of a predict run: each file with its picture, the share of every class and what speaks against trusting it.
import { Button, NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef, useState } from 'react';
import { unlikeReasons, unlikeSentence } from '../../../shared/domain/unlike.ts';
import { thumbnailUrl } from '../../client/pictures.ts';
import type { FilePrediction } from '../../client/queries/predictions.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import { ProbabilityBars } from '../answer/index.ts';
import { ClassSwatch } from '../labeling/index.ts';
import styles from './AnswerTable.module.css';
import { type PredictionSort, predictionSorts, predictionsCsv, shareOf, sortPredictions } from './predictionOrder.ts';
import { saveText } from './saveText.ts';

interface Props {
  rows: readonly FilePrediction[];
  classes: readonly string[];
  prediction: string;
  run: string;
}

const barsShown = 3;
const rowPx = 72;

export function AnswerTable({ rows, classes, prediction, run }: Props) {
  const words = text.predict;
  const [sort, setSort] = useState<PredictionSort>('file');
  const sorted = useMemo(() => sortPredictions(rows, sort), [rows, sort]);
  const scroll = useRef<HTMLElement>(null);
  const virtual = useVirtualizer({ count: sorted.length, getScrollElement: () => scroll.current, estimateSize: () => rowPx, overscan: 8 });
  const shown = virtual.getVirtualItems();
  const before = shown[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  const unlike = rows.filter(row => row.unlike !== null && unlikeReasons(row.unlike).length > 0).length;
  const seen = rows.filter(({ seenIn }) => seenIn !== null).length;
  const exportCsv = () => {
    const name = `${prediction}-answers.csv`;
    saveText(name, 'text/csv', predictionsCsv(sorted, classes));
    notify.done(words.exported(name));
  };
  return (
    <>
      <div className={styles.bar}>
        <span className={styles.summary}>{words.summary(rows.length, unlike, seen)}</span>
        <span className={styles.notice}>{words.notice}</span>
        <NativeSelect
          size="xs"
          aria-label={words.sortBy}
          value={sort}
          onChange={event => setSort(event.currentTarget.value as PredictionSort)}
          data={predictionSorts.map(value => ({ value, label: words.sorts[value] }))}
        />
        <Button variant="default" onClick={exportCsv}>
          {words.export}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section ref={scroll} className={styles.scroll} tabIndex={0} aria-label={words.table}>
        <table className={styles.table} aria-rowcount={sorted.length + 1}>
          <thead>
            <tr>
              <th scope="col" className={styles.fileColumn}>
                {words.columns.file}
              </th>
              <th scope="col" className={styles.answerColumn}>
                {words.columns.answer}
              </th>
              <th scope="col" className={styles.barColumn}>
                {words.columns.probabilities}
              </th>
              <th scope="col">{words.columns.remarks}</th>
            </tr>
          </thead>
          <tbody>
            {before > 0 && <Space heightPx={before} />}
            {shown.map(({ index }) => {
              const row = sorted[index] as FilePrediction;
              return <Row key={row.item} row={row} index={index} classes={classes} prediction={prediction} run={run} />;
            })}
            {after > 0 && <Space heightPx={after} />}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Space({ heightPx }: { heightPx: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={4} style={{ height: heightPx, padding: 0, border: 0 }} />
    </tr>
  );
}

function Row({ row, index, classes, prediction, run }: { row: FilePrediction; index: number } & Omit<Props, 'rows'>) {
  const { item, name, predicted, probabilities } = row;
  const href = hrefOf('use', [], { run, prediction, item });
  const answer = {
    classes: [...classes],
    probabilities: classes.map(other => probabilities[other] ?? 0),
    predicted: classes.indexOf(predicted),
  };
  return (
    <tr className={styles.row} aria-rowindex={index + 2} onClick={() => go(href)}>
      <td>
        <a href={href} className={styles.file} title={name} onClick={event => event.stopPropagation()}>
          <img src={thumbnailUrl(item, 128, { of: prediction })} alt="" width={84} height={56} loading="lazy" className={styles.picture} />
          <span className={styles.name}>{name}</span>
        </a>
      </td>
      <td>
        <span className={styles.answer}>
          <ClassSwatch name={predicted} classes={classes} isModel />
          {predicted} {text.viewer.percent(shareOf(row))}
        </span>
      </td>
      <td>
        <ProbabilityBars answer={answer} shownAtMost={barsShown} />
      </td>
      <td className={styles.remarks}>
        <Remarks row={row} />
      </td>
    </tr>
  );
}

function Remarks({ row: { unlike, seenIn } }: { row: FilePrediction }) {
  const words = text.predict;
  const sentence = unlike === null ? null : unlikeSentence(unlike);
  return (
    <>
      {sentence !== null && (
        <div className={styles.flag} title={sentence}>
          <WithIcon icon="alert" tone="warning">
            {sentence}
          </WithIcon>
        </div>
      )}
      {unlike === null && <span className={styles.quiet}>{words.unlikeUnknown}</span>}
      {seenIn !== null && (
        <span title={words.seenHint}>
          <WithIcon icon="alert" tone="quiet">
            {words.seen[seenIn] ?? seenIn}
          </WithIcon>
        </span>
      )}
    </>
  );
}
