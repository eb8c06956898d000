// Run again, in two verbs. Exactly starts by itself once the files are checked; today's labels show first what differs.
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { RunDetails } from '../../../client/api.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import styles from './Rerun.module.css';
import { RerunDrawer } from './RerunDrawer.tsx';
import { useRerun } from './useRerun.ts';

export function RerunMenu({ run }: { run: RunDetails }) {
  const rerun = useRerun(run);
  const isTraining = run.kind === 'train';
  useCommands('run', {
    rerunExactly: () => rerun.ask('exactly'),
    ...(isTraining ? { rerunToday: () => rerun.ask('todaysLabels') } : {}),
  });
  return (
    <>
      <Menu position="bottom-end" width={300} withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
            {text.run.rerun}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => rerun.ask('exactly')}>
            {text.run.exactly}
            <span className={styles.hint}>{text.run.exactlyHint}</span>
          </Menu.Item>
          {isTraining && (
            <Menu.Item onClick={() => rerun.ask('todaysLabels')}>
              {text.run.todaysLabels}
              <span className={styles.hint}>{text.run.todaysLabelsHint}</span>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {rerun.mode !== null && <RerunDrawer rerun={rerun} mode={rerun.mode} />}
    </>
  );
}
