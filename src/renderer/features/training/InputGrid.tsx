// Eight inputs of the first epoch exactly as the network gets them; each leads to the scan that it was made from.
import { useQuery } from '@tanstack/react-query';
import { type TrainConfig, type TrainRequest, trainingQueries } from '../../client/queries/training.ts';
import { hrefOf } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import { classColour } from '../../ui/classColours.ts';
import { Note } from '../../ui/Note.tsx';
import { PanelSection } from '../../ui/Panel.tsx';
import styles from './InputGrid.module.css';

const words = text.training;
const shown = 8;

/** `config`: the last valid one; `isStale` while the settings are being checked or are not valid: what was seen last stays. */
export function InputGrid({ request, config, isStale }: { request: TrainRequest; config: TrainConfig | null; isStale: boolean }) {
  const options = trainingQueries.inputs(request, config ?? noConfig);
  const query = useQuery({ ...options, enabled: config !== null && !isStale });
  const inputs = query.data ?? [];
  const isWaiting = isStale || query.isPlaceholderData || query.isPending;
  return (
    <PanelSection title={words.inputs} aside={words.inputsHint}>
      {query.error !== null && !isStale ? (
        <Note tone="danger">{toAppError(query.error).message}</Note>
      ) : (
        <ul className={styles.grid} data-waiting={isWaiting} aria-busy={isWaiting}>
          {inputs.length === 0
            ? Array.from({ length: shown }, (_, i) => <li key={String(i)} className={styles.empty} />)
            : inputs.map(({ item, label, source, png }, i) => (
                <li key={`${String(i)} ${item}`}>
                  <a href={hrefOf('label', [item])} className={styles.input} title={source}>
                    <img src={png} alt={words.inputAlt(label, source)} className={styles.image} draggable={false} />
                    <span className={styles.label}>
                      <span className={styles.swatch} style={{ background: classColour(label, config?.data.classes ?? []) }} aria-hidden />
                      <span className={styles.name}>{label}</span>
                    </span>
                  </a>
                </li>
              ))}
        </ul>
      )}
    </PanelSection>
  );
}

/** For a query that is not asked. */
const noConfig = {} as TrainConfig;
