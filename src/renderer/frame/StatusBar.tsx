// The last line of the window: what the place tells, and the notice that always stands.
import { text } from '../text/index.ts';
import { useFrame } from './frameState.ts';
import styles from './StatusBar.module.css';

export function StatusBar() {
  const { status } = useFrame();
  return (
    <footer className={styles.bar}>
      <span className={styles.fields} data-status>
        {status.map(field => (
          <span key={field}>{field}</span>
        ))}
      </span>
      <span>{text.notice}</span>
    </footer>
  );
}
