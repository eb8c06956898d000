// Told on the first page only when something on this computer will not work; all else stands in the settings.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '../../client/queries.ts';
import { useFrame } from '../../frame/frameState.ts';
import { text } from '../../text/index.ts';
import { WithIcon } from '../../ui/WithIcon.tsx';
import styles from './HomePlace.module.css';

export function DoctorNote() {
  const { data: findings = [] } = useQuery(queries.doctor());
  const failing = findings.filter(({ status }) => status === 'fail').length;
  if (failing === 0) return null;
  return (
    <div className={styles.doctor} role="status">
      <WithIcon icon="alert" tone="danger">
        {text.home.doctor(failing)}
      </WithIcon>
      <Button size="compact-xs" variant="default" onClick={() => useFrame.setState({ isSettingsOpen: true })}>
        {text.home.showDoctor}
      </Button>
    </div>
  );
}
