// What Fovea does with data, in sentences that the program keeps.
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { CopyLine } from './CopyLine.tsx';
import styles from './panes.module.css';

export function PrivacyPane() {
  const query = useQuery(queries.version());
  return (
    <div className={styles.fields}>
      <ul className={styles.sentences}>
        {text.about.privacy.map(sentence => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Loaded query={query}>{({ workspace }) => <CopyLine label={text.about.workspace} value={workspace.dir} />}</Loaded>
    </div>
  );
}
