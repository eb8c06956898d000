// The tabs of a data set.
import { Tabs } from '@mantine/core';
import { text } from '../../text/index.ts';
import styles from './TabBar.module.css';

export const dataTabs = ['items', 'report', 'findings', 'split', 'card'] as const;
export type DataTab = (typeof dataTabs)[number];

export function TabBar({ tab, onTab }: { tab: DataTab; onTab: (tab: DataTab) => void }) {
  return (
    <Tabs
      value={tab}
      onChange={next => next !== null && onTab(next as DataTab)}
      classNames={{ root: styles.bar ?? '', tab: styles.tab ?? '' }}
    >
      <Tabs.List>
        {dataTabs.map(id => (
          <Tabs.Tab key={id} value={id}>
            {text.data.tabs[id]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
    </Tabs>
  );
}
