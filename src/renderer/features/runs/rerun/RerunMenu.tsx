// Run again, in two verbs. Exactly starts by itself once the files are checked; today's labels show first what differs.
import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import type { RerunMode } from '../../../../shared/domain/runList.ts';
import type { RunDetails } from '../../../client/api.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import styles from './Rerun.module.css';
import { RerunDrawer } from './RerunDrawer.tsx';

export function RerunMenu({ run }: { run: RunDetails }) {
  const [mode, setMode] = useState<RerunMode | null>(null);
  const isTraining = run.kind === 'train';
  useCommands('run', {
    rerunExactly: () => setMode('exactly'),
    ...(isTraining ? { rerunToday: () => setMode('todaysLabels') } : {}),
  });
  return (
    <>
      <Menu position="bottom-end" width={300} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} stroke={1.5} />}>
            {text.run.rerun}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setMode('exactly')}>
            {text.run.exactly}
            <span className={styles.hint}>{text.run.exactlyHint}</span>
          </Menu.Item>
          {isTraining && (
            <Menu.Item onClick={() => setMode('todaysLabels')}>
              {text.run.todaysLabels}
              <span className={styles.hint}>{text.run.todaysLabelsHint}</span>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {mode !== null && <RerunDrawer key={mode} run={run} mode={mode} onClose={() => setMode(null)} />}
    </>
  );
}
