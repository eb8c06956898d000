// Which classes come with the folder, each with its share as a bar.
import { SegmentedControl } from '@mantine/core';
import { layoutNames } from '../../../shared/domain/importProposal.ts';
import { text } from '../../text/index.ts';
import { classColour } from '../../ui/classColours.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './ImportDrawer.module.css';
import type { Proposal } from './useImportReview.ts';

const shownClasses = 12;

interface Props {
  proposal: Proposal;
  isDisabled: boolean;
  onLayout: (layout: Proposal['layout']) => void;
}

export function ClassPart({ proposal: { classes, layout }, isDisabled, onLayout }: Props) {
  const names = classes.map(({ name }) => name);
  const most = Math.max(1, ...classes.map(({ scans }) => scans));
  return (
    <section className={styles.part} aria-label={text.import.classes}>
      <div className={styles.head}>
        <h3>{text.import.classes}</h3>
        <SegmentedControl
          size="xs"
          aria-label={text.import.classes}
          value={layout}
          data={layoutNames.map(value => ({ value, label: text.import.layouts[value] }))}
          onChange={onLayout}
          disabled={isDisabled}
          transitionDuration={0}
        />
      </div>
      {classes.length === 0 ? (
        <Note>{text.import.flatText}</Note>
      ) : (
        <ul className={styles.classes}>
          {classes.slice(0, shownClasses).map(({ name, scans, patients }) => (
            <li key={name} className={styles.class}>
              <span className={styles.className} title={name}>
                <span className={styles.swatch} style={{ background: classColour(name, names) }} />
                {name}
              </span>
              <span className={styles.bar}>
                <span className={styles.fill} style={{ width: `${(100 * scans) / most}%`, background: classColour(name, names) }} />
              </span>
              <span className={styles.count}>{text.import.classRow(scans, patients)}</span>
            </li>
          ))}
          {classes.length > shownClasses && <li className={styles.count}>{text.import.moreClasses(classes.length - shownClasses)}</li>}
        </ul>
      )}
    </section>
  );
}
