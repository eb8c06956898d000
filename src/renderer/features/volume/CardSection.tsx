// The data card: everything that the reader knows of the file, what is not measured marked as such.
import { text } from '../../text/index.ts';
import { PanelSection } from '../../ui/Panel.tsx';
import { CardLines } from '../statements/index.ts';
import styles from './CardSection.module.css';
import { useVolume } from './useVolume.ts';

export function CardSection() {
  const { view } = useVolume();
  return (
    <PanelSection title={text.volume.card}>
      {view.card.map(({ title, lines }) => (
        <div key={title} className={styles.group}>
          <h3 className={styles.caption}>{title}</h3>
          <CardLines lines={lines} />
        </div>
      ))}
    </PanelSection>
  );
}
