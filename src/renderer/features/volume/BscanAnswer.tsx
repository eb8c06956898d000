// On the B-scan: what the chosen run says of it and of no other, or what it is doing, or why no map is drawn.
import { Loader } from '@mantine/core';
import { text } from '../../text/index.ts';
import { type BscanModel, useAsked } from './asked.ts';
import styles from './Pane.module.css';

export function BscanAnswer({ shown: { isMapShown, model } }: { shown: BscanModel }) {
  const asked = useAsked();
  if (asked?.run == null) return null;
  const words = text.volume;
  const { answer, heatMap, error } = model;
  if (answer === undefined) {
    if (error !== null) return <span className={styles.answer}>{words.noAnswer}</span>;
    return (
      <span className={styles.answer} role="status">
        <Loader size={12} color="var(--hint)" mr={6} />
        {words.asking}
      </span>
    );
  }
  const name = answer.classes[answer.predicted] ?? '';
  const state = !isMapShown ? null : heatMap.data === undefined ? text.viewer.explaining : (heatMap.data.flat ?? null);
  return (
    <span className={styles.answer} data-answer={name}>
      {words.answerHere(words.classAndShare(name, answer.probabilities[answer.predicted] ?? 0))}
      {state !== null && heatMap.error === null && <span className={styles.quiet}> · {state}</span>}
    </span>
  );
}
