// A path or an address that someone will want to paste elsewhere.
import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { text } from '../../text/index.ts';
import { notify } from '../../ui/notify.tsx';
import styles from './panes.module.css';

export function CopyLine({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <div className={styles.label}>{label}</div>
      <div className={styles.copy}>
        <code className={styles.code}>{value}</code>
        <ActionIcon variant="subtle" color="gray" size={24} aria-label={text.about.copy(label)} onClick={() => copyText(value)}>
          <IconCopy size={16} stroke={1.5} aria-hidden />
        </ActionIcon>
      </div>
    </div>
  );
}

export function copyText(value: string): void {
  navigator.clipboard.writeText(value).then(
    () => notify.done(text.about.copied),
    error => notify.failed(error),
  );
}
