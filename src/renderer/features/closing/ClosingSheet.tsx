// Asks, above what is on screen, what shall become of the runs at work when the window is closed (UX §1.3).
import { Button, FocusTrap } from '@mantine/core';
import { useFocusReturn } from '@mantine/hooks';
import { useCommands } from '../../keyboard/useCommands.ts';
import { text } from '../../text/index.ts';
import styles from './ClosingSheet.module.css';
import { answerClosing, useClosing } from './shellEvents.ts';

export function ClosingSheet() {
  const { runs } = useClosing();
  useFocusReturn({ opened: runs !== null });
  return runs === null ? null : <Question runs={runs} />;
}

function Question({ runs }: { runs: readonly string[] }) {
  useCommands('dialog', { stayOpen: () => answerClosing('cancel') });
  return (
    <FocusTrap>
      <section className={styles.sheet} role="dialog" aria-labelledby="closing-title" aria-describedby="closing-hint">
        <div>
          <h2 id="closing-title" className={styles.title}>
            {text.closing.title(runs)}
          </h2>
          <p id="closing-hint" className={styles.hint}>
            {text.closing.hint}
          </p>
        </div>
        <div className={styles.actions}>
          <Button data-autofocus onClick={() => answerClosing('background')}>
            {text.closing.background}
          </Button>
          <Button variant="default" onClick={() => answerClosing('stop')}>
            {text.closing.stop}
          </Button>
          <Button variant="default" onClick={() => answerClosing('cancel')}>
            {text.cancel}
          </Button>
        </div>
      </section>
    </FocusTrap>
  );
}
