// All heat maps as small pictures; a click puts one beside the others, or takes it away.
import { text } from '../../../text/index.ts';
import { runFileUrl } from '../config/FilesTab.tsx';
import styles from './ExplainTab.module.css';
import type { ShownMap } from './ExplainTab.tsx';

export function MapPicker({ maps, shown, onPick }: { maps: ShownMap[]; shown: ShownMap[]; onPick: (key: string) => void }) {
  return (
    <section aria-label={text.run.explainPick}>
      <h2 className={styles.group}>{text.run.explainPick}</h2>
      <div className={styles.gallery}>
        {maps.map(({ key, run, row, classes }) => (
          <button
            key={key}
            type="button"
            className={styles.pick}
            aria-pressed={shown.some(map => map.key === key)}
            title={row.path}
            onClick={() => onPick(key)}
          >
            <span className={styles.small}>
              {row.overlay === null ? text.run.noMap : <img src={runFileUrl(run, row.overlay)} alt="" loading="lazy" />}
            </span>
            <span className={styles.name}>{row.path.split('/').at(-1)}</span>
            <span className={styles.caption}>{classes[row.explained]}</span>
          </button>
        ))}
      </div>
    </section>
  );
}
