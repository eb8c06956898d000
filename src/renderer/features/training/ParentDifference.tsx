// In what this training differs from the run that it is to better: settings and labels.
import type { Json } from '../../../shared/domain/configSettings.ts';
import type { TrainingReview } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import { PanelSection } from '../../ui/Panel.tsx';
import styles from './ParentDifference.module.css';
import { placeWords, valueWords } from './settingWords.ts';

const words = text.training;

export function ParentDifference({ difference, config }: { difference: NonNullable<TrainingReview['parent']>; config: Json }) {
  const { name, settings, relabelled, added, gone } = difference;
  const lines = [
    ...settings.map(({ path, value }) => words.setTo(placeWords(path, config), valueWords(value))),
    ...(relabelled > 0 ? [words.relabelled(relabelled)] : []),
    ...(added > 0 ? [words.added(added)] : []),
    ...(gone > 0 ? [words.gone(gone)] : []),
  ];
  return (
    <PanelSection title={words.parentTitle(name)}>
      {lines.length === 0 ? (
        <p className={styles.line}>{words.parentSame}</p>
      ) : (
        <ul className={styles.list}>
          {lines.map(line => (
            <li key={line} className={styles.line}>
              {line}
            </li>
          ))}
        </ul>
      )}
    </PanelSection>
  );
}
