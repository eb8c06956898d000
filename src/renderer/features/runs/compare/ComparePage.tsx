// Up to six trainings beside each other: curves, what differs in their settings, their numbers on the scans that they share, and the
// scans that one gets right and another does not.
import { Button } from '@mantine/core';
import { useQueries, useQuery } from '@tanstack/react-query';
import { runQueries } from '../../../client/queries/runs.ts';
import { queries } from '../../../client/queries.ts';
import { hrefOf, useRoute } from '../../../client/route.ts';
import { useBreadcrumb, useStatus } from '../../../frame/frameState.ts';
import { PlaceLayout } from '../../../frame/PlaceLayout.tsx';
import { text } from '../../../text/index.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../../ui/LoadedPlace.tsx';
import { Section } from '../../../ui/Section.tsx';
import { ChangedScans } from './ChangedScans.tsx';
import styles from './Compare.module.css';
import { CompareCurves } from './CompareCurves.tsx';
import { CompareMetrics } from './CompareMetrics.tsx';
import { CompareRuns } from './CompareRuns.tsx';
import { CompareSettings } from './CompareSettings.tsx';
import { comparedRuns } from './compareAddress.ts';
import { useKeptComparison } from './keptComparison.ts';

export function ComparePage() {
  const ids = comparedRuns(useRoute().query);
  useKeptComparison(ids);
  const details = useQueries({ queries: ids.map(id => queries.run(id)) });
  const comparison = useQuery({ ...runQueries.compare(ids), enabled: ids.length > 1 });
  const runs = details.flatMap(({ data }) => data ?? []);
  const words = text.compare;
  useBreadcrumb([{ label: words.title(ids.length) }]);
  useStatus([words.title(ids.length)]);
  const waiting = details.find(({ data }) => data === undefined);
  return (
    <PlaceLayout left={<CompareRuns ids={ids} runs={runs} />} leftLabel={words.runs}>
      <title>{`${words.title(ids.length)} · ${text.name}`}</title>
      {ids.length < 2 ? (
        <EmptyState title={words.tooFew} text={words.tooFewText}>
          <Button component="a" href={hrefOf('runs')}>
            {text.run.allRuns}
          </Button>
        </EmptyState>
      ) : waiting !== undefined ? (
        <LoadedPlace query={waiting} missing={text.run.missing} way={{ label: text.run.allRuns, href: hrefOf('runs') }}>
          {() => null}
        </LoadedPlace>
      ) : (
        <div className={styles.page}>
          <h2 className={styles.heading}>{words.title(ids.length)}</h2>
          <CompareCurves runs={runs} />
          <Section title={words.settings}>
            <CompareSettings runs={runs} />
          </Section>
          <Section title={words.results}>
            <LoadedPlace query={comparison}>
              {compared => (
                <>
                  <CompareMetrics runs={runs} comparison={compared} />
                  <ChangedScans runs={runs} comparison={compared} />
                </>
              )}
            </LoadedPlace>
          </Section>
        </div>
      )}
    </PlaceLayout>
  );
}
