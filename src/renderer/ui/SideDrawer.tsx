// A panel from the right that keeps the picture visible: import, export, settings, help (UX §1.3).
import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { text } from '../text/index.ts';
import styles from './SideDrawer.module.css';

interface Props {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** Stays at the lower edge: the primary button. */
  footer?: ReactNode;
  children: ReactNode;
}

export function SideDrawer({ title, isOpen, onClose, footer, children }: Props) {
  return (
    <Drawer
      opened={isOpen}
      onClose={onClose}
      title={title}
      position="right"
      size={480}
      closeButtonProps={{ 'aria-label': text.close }}
      overlayProps={{ backgroundOpacity: 0.35 }}
      classNames={{ header: styles.header, title: styles.title, body: styles.body, content: styles.content }}
      attributes={{ header: { role: 'none' } }}
      transitionProps={{ duration: 120 }}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must scroll by keyboard */}
      <div className={styles.scroll} tabIndex={0}>
        {children}
      </div>
      {footer !== undefined && <div className={styles.footer}>{footer}</div>}
    </Drawer>
  );
}
