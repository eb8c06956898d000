// The Data place (UX §1.2): the data sets, or one of them in five tabs. The address names data set, tab and filter.
import { useQuery } from '@tanstack/react-query';
import { itemQueries } from '../../client/queries/items.ts';
import { go, hrefOf, useRoute } from '../../client/route.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { LoadedPlace } from '../../ui/LoadedPlace.tsx';
import styles from './DataPlace.module.css';
import { DatasetList } from './DatasetList.tsx';
import { FindingsTab } from './findings/FindingsTab.tsx';
import { ItemsTab } from './items/ItemsTab.tsx';
import { CardTab } from './report/CardTab.tsx';
import { ReportTab } from './report/ReportTab.tsx';
import { SplitTab } from './split/SplitTab.tsx';
import { type DataTab, dataTabs, TabBar } from './TabBar.tsx';

export function DataPlace() {
  const { path } = useRoute();
  const [dataset, tab] = path;
  if (dataset === undefined) return <DatasetList />;
  return <OneDataset key={dataset} dataset={dataset} tab={dataTabs.find(known => known === tab) ?? 'items'} />;
}

function OneDataset({ dataset, tab }: { dataset: string; tab: DataTab }) {
  const query = useQuery(itemQueries.dataset(dataset));
  useBreadcrumb(
    query.data === undefined ? [] : [{ label: query.data.name, href: hrefOf('data', [dataset, 'items']) }, { label: text.data.tabs[tab] }],
  );
  const bar = <TabBar tab={tab} onTab={next => go(hrefOf('data', [dataset, next]))} />;
  if (query.data === undefined) {
    return (
      <PlaceLayout>
        <LoadedPlace query={query} missing={text.data.missing} way={{ label: text.data.toList, href: hrefOf('data') }}>
          {() => null}
        </LoadedPlace>
      </PlaceLayout>
    );
  }
  if (tab === 'items') return <ItemsTab details={query.data} bar={bar} />;
  const Tab = { report: ReportTab, findings: FindingsTab, split: SplitTab, card: CardTab }[tab];
  return (
    <PlaceLayout>
      {bar}
      <div className={styles.page}>
        <Tab details={query.data} />
      </div>
    </PlaceLayout>
  );
}
