// What the pre-flight check found, what blocks first: what it means, what to do, and the scans concerned.
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { Setting } from '../../../shared/domain/configSettings.ts';
import { filterToQuery } from '../../../shared/domain/itemFilter.ts';
import type { PreflightFinding } from '../../client/queries/training.ts';
import { hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { PanelSection } from '../../ui/Panel.tsx';
import styles from './FindingList.module.css';

const words = text.training;
const icons = { error: IconCircleX, warning: IconAlertTriangle, note: IconInfoCircle } as const;

interface Props {
  /** null before the first check. */
  findings: readonly PreflightFinding[] | null;
  isStale: boolean;
  dataset: string;
  fix: (settings: readonly Setting[]) => void;
}

export function FindingList({ findings, isStale, dataset, fix }: Props) {
  return (
    <PanelSection title={words.findings}>
      {findings?.length === 0 && (
        <p className={styles.well}>
          <IconCheck size={16} stroke={1.5} aria-hidden /> {words.allWell}
        </p>
      )}
      <ul className={styles.list} data-stale={isStale} aria-busy={isStale}>
        {findings?.map(finding => (
          <FindingItem key={`${finding.name} ${finding.title}`} finding={finding} dataset={dataset} fix={fix} />
        ))}
      </ul>
    </PanelSection>
  );
}

function FindingItem({ finding, dataset, fix }: { finding: PreflightFinding; dataset: string; fix: Props['fix'] }) {
  const { severity, title, advice, links, fix: mend, needsSplit } = finding;
  const Icon = icons[severity];
  return (
    <li className={styles.finding} data-severity={severity}>
      <Icon size={16} stroke={1.5} className={styles.icon} role="img" aria-label={words.severity[severity]} />
      <div className={styles.words}>
        <p className={styles.title}>{title}</p>
        <p className={styles.advice}>{advice}</p>
        {(links.length > 0 || mend !== undefined || needsSplit === true) && (
          <p className={styles.ways}>
            {needsSplit === true && <a href={hrefOf('data', [dataset, 'split'])}>{words.toSplit}</a>}
            {mend !== undefined && (
              <Button variant="default" size="compact-xs" onClick={() => fix(mend.settings)}>
                {mend.label}
              </Button>
            )}
            {links.map(({ label, filter }) => (
              <a key={label} href={hrefOf('data', [filter.dataset, 'items'], filterToQuery(filter))}>
                {label}
              </a>
            ))}
          </p>
        )}
      </div>
    </li>
  );
}
