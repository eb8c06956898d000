// What has just happened, for ten seconds at the lower right, with its undo where there is one (UX §1.3).
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { toAppError } from '../client/toAppError.ts';
import { text } from '../text/index.ts';
import styles from './notify.module.css';

const shownMs = 10_000;
const closeButtonProps = { 'aria-label': text.close };

export const notify = {
  done: (message: string, { undo }: { undo?: () => void } = {}): void => {
    const id = crypto.randomUUID();
    notifications.show({
      id,
      autoClose: shownMs,
      withBorder: true,
      closeButtonProps,
      message: (
        <span className={styles.line}>
          <span>{message}</span>
          {undo !== undefined && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => {
                notifications.hide(id);
                undo();
              }}
            >
              {text.undo}
            </Button>
          )}
        </span>
      ),
    });
  },
  /** A failure stays until it is closed. */
  failed: (thrown: unknown): void => {
    notifications.show({
      autoClose: false,
      withBorder: true,
      color: 'red',
      closeButtonProps,
      role: 'alert',
      message: toAppError(thrown).message,
    });
  },
};
