// A class as a sign: solid for a person's label, dashed for a model's answer; the two never look alike (UX §0.4).
import { text } from '../../text/index.ts';
import { classColour } from '../../ui/classColours.ts';
import styles from './ClassMark.module.css';

export function ClassSwatch({ name, classes, isModel = false }: { name: string; classes: readonly string[]; isModel?: boolean }) {
  const colour = classColour(name, classes);
  return (
    <i
      className={styles.swatch}
      data-model={isModel}
      style={isModel ? { borderColor: colour } : { background: colour, borderColor: colour }}
    />
  );
}

interface Props {
  className: string | null;
  state: 'labelled' | 'unlabelled' | 'ungradable';
  classes: readonly string[];
}

/** The label of an item in words, with its sign. */
export function LabelMark({ className, state, classes }: Props) {
  return (
    <span className={styles.mark} data-state={state}>
      {className === null ? <i className={styles.swatch} data-state={state} /> : <ClassSwatch name={className} classes={classes} />}
      <span className={styles.name}>{className ?? text.labeling.states[state]}</span>
    </span>
  );
}
