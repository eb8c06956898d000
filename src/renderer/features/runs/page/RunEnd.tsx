// The next step after a training that follows another has ended here: what it changed.
import { Button } from '@mantine/core';
import { IconGitCompare } from '@tabler/icons-react';
import type { RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { followedHref } from '../compare/compareAddress.ts';
import styles from './RunEnd.module.css';

export function RunEnd({ run }: { run: RunDetails }) {
  const followed = followedHref(run);
  if (followed === null) return null;
  const { ended, endedHint, withParent } = text.compare;
  const verb = run.rerun ?? 'other';
  return (
    <section className={styles.end} aria-label={ended[verb]}>
      <IconGitCompare size={20} stroke={1.5} aria-hidden />
      <div className={styles.words} role="status">
        <p className={styles.title}>{ended[verb]}</p>
        <p className={styles.hint}>{endedHint[verb]}</p>
      </div>
      <Button component="a" href={followed}>
        {withParent[verb]}
      </Button>
    </section>
  );
}
