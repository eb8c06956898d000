// What has just happened, for ten seconds at the lower right, with its undo where there is one (UX §1.3).
import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { toAppError } from '../client/toAppError.ts';
import { text } from '../text/index.ts';
import styles from './notify.module.css';

const shownMs = 10_000;
const closeButtonProps = { 'aria-label': text.close };

interface NotifyOptions {
  undo?: () => void;
  action?: { label: string; run: () => void };
  slot?: string;
}

export const notify = {
  /** `action`: something else to do about it. `slot`: a later message of that name takes this one's place. */
  done: (message: string, { undo, action, slot }: NotifyOptions = {}): void => {
    const id = slot ?? crypto.randomUUID();
    notifications.hide(id);
    notifications.show({
      id,
      autoClose: shownMs,
      withBorder: true,
      closeButtonProps,
      message: (
        <span className={styles.line}>
          <span>{message}</span>
          {[...(action === undefined ? [] : [action]), ...(undo === undefined ? [] : [{ label: text.undo, run: undo }])].map(
            ({ label, run }) => (
              <Button
                key={label}
                size="compact-xs"
                variant="default"
                onClick={() => {
                  notifications.hide(id);
                  run();
                }}
              >
                {label}
              </Button>
            ),
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
