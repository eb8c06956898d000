// Keys as they stand on the keyboard: in tooltips, on buttons, in the F1 sheet.
import { Fragment } from 'react';
import { type CommandId, commandSpec } from '../keyboard/keymap.ts';
import { parseKey } from '../keyboard/matchKey.ts';
import styles from './Kbd.module.css';

const names: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'Esc',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Delete: 'Del',
};

/** `isSpoken`: the keys are what is told; beside a word they are left out of its name. */
export function Keys({ keys, isSpoken = false }: { keys: readonly string[]; isSpoken?: boolean }) {
  return (
    <span className={styles.keys} aria-hidden={!isSpoken}>
      {keys.map((key, i) => (
        <Fragment key={key}>
          {i > 0 && ' '}
          <kbd className={styles.key}>{keyText(key)}</kbd>
        </Fragment>
      ))}
    </span>
  );
}

/** The first key of a command. */
export function CommandKeys({ command }: { command: CommandId }) {
  return <Keys keys={commandSpec(command).keys.slice(0, 1)} />;
}

export function keyText(key: string): string {
  const { modifiers, main } = parseKey(key);
  return [...modifiers, names[main] ?? main].join('+');
}
