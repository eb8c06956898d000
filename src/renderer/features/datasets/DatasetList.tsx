// All data sets of the workspace, or how to get the first one.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatNumber } from '../../../shared/units.ts';
import type { DatasetSummary } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { hrefOf } from '../../client/route.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadedPlace } from '../../ui/LoadedPlace.tsx';
import { Section } from '../../ui/Section.tsx';
import table from '../../ui/table.module.css';
import { LabelMark } from '../labeling/index.ts';
import styles from './DatasetList.module.css';

export function DatasetList() {
  const query = useQuery(queries.datasets());
  return (
    <PlaceLayout>
      <LoadedPlace query={query}>
        {datasets =>
          datasets.length === 0 ? (
            <EmptyState title={text.data.emptyTitle} text={text.data.empty}>
              <Button component="a" href={hrefOf('home')}>
                {text.data.goHome}
              </Button>
            </EmptyState>
          ) : (
            <div className={styles.page}>
              <Section title={text.data.title}>
                <Table datasets={datasets} />
              </Section>
            </div>
          )
        }
      </LoadedPlace>
    </PlaceLayout>
  );
}

function Table({ datasets }: { datasets: readonly DatasetSummary[] }) {
  const { columns } = text.data;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <section className={table.scroll} tabIndex={0} aria-label={text.tableOf(text.data.title)}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{columns.name}</th>
            <th scope="col" className={table.number}>
              {columns.scans}
            </th>
            <th scope="col" className={table.number}>
              {columns.patients}
            </th>
            <th scope="col">{columns.classes}</th>
            <th scope="col">{columns.splits}</th>
            <th scope="col">{columns.date}</th>
          </tr>
        </thead>
        <tbody>
          {datasets.map(dataset => (
            <Row key={dataset.id} dataset={dataset} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const classesShown = 6;

function Row({ dataset: { id, name, scans, patients, classes, splits, createdMs } }: { dataset: DatasetSummary }) {
  const names = classes.map(entry => entry.name);
  return (
    <tr className={table.link}>
      <th scope="row" className={styles.name}>
        <a href={hrefOf('data', [id, 'items'])}>{name}</a>
      </th>
      <td className={table.number}>{formatNumber(scans)}</td>
      <td className={table.number}>{formatNumber(patients)}</td>
      <td>
        <span className={styles.classes}>
          {names.slice(0, classesShown).map(entry => (
            <LabelMark key={entry} className={entry} state="labelled" classes={names} />
          ))}
          {names.length > classesShown && text.data.moreClasses(names.length - classesShown)}
          {names.length === 0 && text.data.splits.noClass}
        </span>
      </td>
      <td>{splits.join(', ') || '—'}</td>
      <td>{formatDate(createdMs)}</td>
    </tr>
  );
}
