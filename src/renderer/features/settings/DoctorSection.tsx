// What the doctor found: each check with its status, and what to do about it.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Finding } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { text } from '../../text/index.ts';
import type { IconName } from '../../ui/Icon.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { PanelSection } from '../../ui/Panel.tsx';
import { type Tone, WithIcon } from '../../ui/WithIcon.tsx';
import styles from './DoctorSection.module.css';

const looks: Record<Finding['status'], { icon: IconName; tone: Tone }> = {
  ok: { icon: 'check', tone: 'plain' },
  warn: { icon: 'alert', tone: 'warning' },
  fail: { icon: 'cross', tone: 'danger' },
};

export function DoctorSection() {
  const query = useQuery(queries.doctor());
  const again = (
    <Button variant="default" size="compact-xs" loading={query.isFetching} onClick={() => void query.refetch()}>
      {text.doctor.again}
    </Button>
  );
  return (
    <PanelSection title={text.doctor.title} aside={again}>
      <Loaded query={query}>{findings => <Findings findings={findings} />}</Loaded>
    </PanelSection>
  );
}

function Findings({ findings }: { findings: Finding[] }) {
  return (
    <ul className={styles.list}>
      {findings.map(({ name, status, detail, hint }) => (
        <li key={name} className={styles.finding}>
          <span className={styles.status}>
            <WithIcon {...looks[status]}>{text.doctor.status[status]}</WithIcon>
          </span>
          <span className={styles.name}>{text.doctor.names[name] ?? name}</span>
          <span className={styles.detail}>
            {detail}
            {hint !== undefined && <span className={styles.hint}>{hint}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
