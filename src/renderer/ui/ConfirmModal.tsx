// One of the three modals of the app (UX §1.3): open the test set, delete for good. Everything else can be undone instead.
import { Button, Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../text/index.ts';
import styles from './ConfirmModal.module.css';

interface Props {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** A verb with its object, such as "Delete 3 runs". */
  action: string;
  onConfirm: () => void;
  /** Not yet: a reason is missing. */
  isDisabled?: boolean;
  isWorking?: boolean;
  children: ReactNode;
}

export function ConfirmModal({ title, isOpen, onClose, action, onConfirm, isDisabled = false, isWorking = false, children }: Props) {
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      title={title}
      centered
      closeButtonProps={{ 'aria-label': text.close }}
      classNames={{ title: styles.title, content: styles.content, header: styles.content }}
      attributes={{ header: { role: 'none' } }}
      transitionProps={{ duration: 120 }}
    >
      <form
        onSubmit={event => {
          event.preventDefault();
          if (!isDisabled) onConfirm();
        }}
      >
        {children}
        <div className={styles.actions}>
          <Button variant="default" onClick={onClose}>
            {text.cancel}
          </Button>
          <Button type="submit" disabled={isDisabled} loading={isWorking}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
