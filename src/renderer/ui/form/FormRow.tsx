// One row of a form: its name, its control, what is wrong with it, and the way back where it was changed.
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { text } from '../../text/index.ts';
import styles from './FormRow.module.css';

export interface ControlIds {
  id: string;
  'aria-describedby': string | undefined;
}

interface Props {
  label: string;
  help?: string | undefined;
  error?: string | undefined;
  /** Set where the value differs: leads back, and says to what. */
  reset?: { to: string; run: () => void } | null | undefined;
  children: (ids: ControlIds, isWrong: boolean) => ReactNode;
}

export function FormRow({ label, help, error, reset, children }: Props) {
  const id = useId();
  const about = error !== undefined || help !== undefined ? `${id}-about` : undefined;
  const mark = reset == null ? undefined : `${id}-mark`;
  const describedBy = [mark, about].filter(name => name !== undefined).join(' ') || undefined;
  return (
    <div className={styles.row} data-changed={reset != null}>
      <div className={styles.label}>
        <label htmlFor={id}>{label}</label>
        {reset != null && (
          <span id={mark} className={styles.changed}>
            {text.form.changed}
          </span>
        )}
      </div>
      <div className={styles.field}>
        <div className={styles.control}>{children({ id, 'aria-describedby': describedBy }, error !== undefined)}</div>
        {about !== undefined && (
          <p id={about} className={styles.about} data-wrong={error !== undefined} role={error === undefined ? undefined : 'alert'}>
            {error ?? help}
          </p>
        )}
      </div>
      <div className={styles.reset}>
        {reset != null && (
          <Tooltip label={text.form.reset(reset.to)}>
            <ActionIcon variant="subtle" color="gray" size={24} aria-label={`${label}: ${text.form.reset(reset.to)}`} onClick={reset.run}>
              <IconArrowBackUp size={16} stroke={1.5} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
      </div>
    </div>
  );
}
