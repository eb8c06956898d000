// The keys of one scope, one command a line.
import { type CommandId, commandSpec, type Scope } from '../keyboard/keymap.ts';
import { text } from '../text/index.ts';
import { Keys } from './Kbd.tsx';
import styles from './KeyList.module.css';

/** The nine digits do the same, each for its class: one line tells them all. */
const laterClass = /^class[2-9]$/;

export function KeyList({ scope, commands }: { scope: Scope; commands: readonly CommandId[] }) {
  return (
    <section className={styles.scope}>
      <h3 className={styles.title}>{text.frame.scopes[scope]}</h3>
      <dl className={styles.list}>
        {commands
          .filter(id => !laterClass.test(id))
          .map(id => (
            <div key={id} className={styles.row}>
              <dt>{id === 'class1' ? text.frame.classKeys : commandSpec(id).label}</dt>
              <dd>
                <Keys keys={commandSpec(id).keys} isSpoken />
                {id === 'class1' && (
                  <>
                    {' – '}
                    <Keys keys={commandSpec('class9').keys} isSpoken />
                  </>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
}
