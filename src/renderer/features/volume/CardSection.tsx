// The data card: everything that the reader knows of the file, what is not measured marked as such.
import { text } from '../../text/index.ts';
import { Definitions } from '../../ui/Definitions.tsx';
import { PanelSection } from '../../ui/Panel.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import styles from './CardSection.module.css';
import { useVolume } from './useVolume.ts';

export function CardSection() {
  const { view } = useVolume();
  return (
    <PanelSection title={text.volume.card}>
      {view.card.map(({ title, lines }) => (
        <div key={title} className={styles.group}>
          <h3 className={styles.caption}>{title}</h3>
          <Definitions
            rows={lines.map(({ label, value, source, severity }) => ({
              name: label,
              value:
                severity === 'warning' ? (
                  <WithIcon icon="alert" tone="warning">
                    {value}
                  </WithIcon>
                ) : source === undefined || source === 'measured' || value.includes(source) ? (
                  value
                ) : (
                  `${value} (${source})`
                ),
            }))}
          />
        </div>
      ))}
    </PanelSection>
  );
}
