// One run: its head with what can be done to it, and one of its views.
import { Tabs } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunDetails } from '../../../client/api.ts';
import { queries } from '../../../client/queries.ts';
import { go, hrefOf, useRoute } from '../../../client/route.ts';
import { useBreadcrumb, useStatus } from '../../../frame/frameState.ts';
import { PlaceLayout } from '../../../frame/PlaceLayout.tsx';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { LoadedPlace } from '../../../ui/LoadedPlace.tsx';
import { ConfigTab } from '../config/ConfigTab.tsx';
import { FilesTab } from '../config/FilesTab.tsx';
import { ExplainTab } from '../explain/ExplainTab.tsx';
import { LiveTab } from '../live/LiveTab.tsx';
import { ResultsTab } from '../results/ResultsTab.tsx';
import { RunEnd } from './RunEnd.tsx';
import { RunHead } from './RunHead.tsx';
import { RunNeighbours } from './RunNeighbours.tsx';
import styles from './RunPage.module.css';
import { RunProblem } from './RunProblem.tsx';
import { RunSide } from './RunSide.tsx';
import { type RunTab, tabOf, tabsOf } from './runTabs.ts';
import { useRunEnd } from './useRunEnd.ts';

export function RunPage({ id, tab }: { id: string; tab: string | undefined }) {
  const query = useQuery(queries.run(id));
  const run = query.data;
  useBreadcrumb(run === undefined ? [] : [{ label: run.name }]);
  return (
    <PlaceLayout
      left={<RunNeighbours run={run} />}
      leftLabel={text.run.runsOfDataset}
      right={run === undefined ? undefined : <RunSide run={run} />}
      rightLabel={text.run.sideLabel}
    >
      <LoadedPlace query={query} missing={text.run.missing} way={{ label: text.run.allRuns, href: hrefOf('runs') }}>
        {details => <Run run={details} asked={tab} />}
      </LoadedPlace>
    </PlaceLayout>
  );
}

const views: Record<RunTab, (props: { run: RunDetails }) => React.ReactNode> = {
  live: LiveTab,
  results: ResultsTab,
  explain: ExplainTab,
  config: ConfigTab,
  files: FilesTab,
};

function Run({ run, asked }: { run: RunDetails; asked: string | undefined }) {
  const { query } = useRoute();
  const tab = tabOf(run, asked);
  const tabs = tabsOf(run);
  const show = (next: RunTab): void => go(hrefOf('runs', [run.id, next], query));
  const step = (by: number): void => show(tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length] as RunTab);
  useCommands('run', { nextTab: () => step(1), previousTab: () => step(-1) });
  useStatus([text.kinds[run.kind], `${run.dataset} · ${run.split}`, text.states[run.state]]);
  const hasEnded = useRunEnd(run, tab);
  const View = views[tab];
  return (
    <div className={styles.page}>
      <title>{`${run.name} · ${text.states[run.state]} · ${text.name}`}</title>
      <RunHead run={run} />
      <Tabs
        value={tab}
        onChange={next => next !== null && show(next as RunTab)}
        classNames={{ root: styles.tabs ?? '', tab: styles.tab ?? '' }}
      >
        <Tabs.List aria-label={text.run.tabsLabel}>
          {tabs.map(name => (
            <Tabs.Tab key={name} value={name} id={`run-tab-${name}`} aria-controls="run-view">
              {text.run.tabs[name]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
      </Tabs>
      <div className={styles.view} id="run-view" role="tabpanel" aria-labelledby={`run-tab-${tab}`}>
        <RunProblem run={run} />
        {hasEnded && <RunEnd run={run} />}
        <View run={run} />
      </div>
    </div>
  );
}
