// What a person should know before training, as cards: how many, which, and what can be done (UX §1.2).
import { useQuery } from '@tanstack/react-query';
import type { DatasetDetails } from '../../../client/api.ts';
import { itemQueries } from '../../../client/queries/items.ts';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { FindingCard } from './FindingCard.tsx';
import styles from './FindingsTab.module.css';

export function FindingsTab({ details }: { details: DatasetDetails }) {
  const query = useQuery(itemQueries.findings(details.id));
  return (
    <Loaded query={query}>
      {findings => {
        if (findings.length === 0) return <EmptyState title={text.data.findings.none} />;
        const open = findings.filter(({ ignored }) => ignored === null);
        const aside = findings.filter(({ ignored }) => ignored !== null);
        return (
          <>
            {open.length === 0 && <p className={styles.none}>{text.data.findings.none}</p>}
            {open.map(finding => (
              <FindingCard key={`${finding.name} ${finding.split}`} dataset={details.id} finding={finding} />
            ))}
            {aside.length > 0 && <h2 className={styles.title}>{text.data.findings.ignoredTitle}</h2>}
            {aside.map(finding => (
              <FindingCard key={`${finding.name} ${finding.split}`} dataset={details.id} finding={finding} />
            ))}
          </>
        );
      }}
    </Loaded>
  );
}
