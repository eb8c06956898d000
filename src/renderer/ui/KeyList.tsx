// The keys of one scope, one command a line.
import { type CommandId, commandSpec, type Scope } from '../keyboard/keymap.ts';
import { text } from '../text/index.ts';
import { Keys } from './Kbd.tsx';
import styles from './KeyList.module.css';

export function KeyList({ scope, commands }: { scope: Scope; commands: readonly CommandId[] }) {
  return (
    <section className={styles.scope}>
      <h3 className={styles.title}>{text.frame.scopes[scope]}</h3>
      <dl className={styles.list}>
        {commands.map(id => (
          <div key={id} className={styles.row}>
            <dt>{commandSpec(id).label}</dt>
            <dd>
              <Keys keys={commandSpec(id).keys} isSpoken />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
