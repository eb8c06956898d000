// The data sets, newest first; one whose folder has moved says so and can be linked again.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { DatasetSummary } from '../../client/api.ts';
import { type DatasetRoot, folderQueries } from '../../client/queries/folders.ts';
import { queries } from '../../client/queries.ts';
import { hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { classColour } from '../../ui/classColours.ts';
import { formatDate } from '../../ui/date.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import { Section } from '../../ui/Section.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import { relinkFolder } from '../import/index.ts';
import styles from './rows.module.css';

const shown = 8;
const shownClasses = 4;

export function DatasetsSection() {
  const query = useQuery(queries.datasets());
  const { data: roots = [] } = useQuery(folderQueries.roots());
  const rootOf = new Map(roots.map(root => [root.dataset, root]));
  const count = query.data?.length ?? 0;
  return (
    <Section title={text.home.datasets} aside={count > shown && <a href={hrefOf('data')}>{text.home.allDatasets}</a>}>
      <Loaded query={query}>
        {datasets =>
          datasets.length === 0 ? (
            <Note>{text.home.noDatasets}</Note>
          ) : (
            <ul className={styles.rows}>
              {datasets
                .toSorted((a, b) => b.createdMs - a.createdMs)
                .slice(0, shown)
                .map(dataset => (
                  <Row key={dataset.id} dataset={dataset} root={rootOf.get(dataset.id)} />
                ))}
            </ul>
          )
        }
      </Loaded>
    </Section>
  );
}

function Row({ dataset, root }: { dataset: DatasetSummary; root: DatasetRoot | undefined }) {
  const { id, name, scans, patients, classes, createdMs } = dataset;
  const names = classes.map(entry => entry.name);
  return (
    <li className={styles.row}>
      <div className={styles.main}>
        <a className={styles.name} href={hrefOf('data', [id, 'items'])} title={name}>
          {name}
        </a>
        <span className={styles.about}>{text.home.scansOf(scans, patients)}</span>
        {root?.isThere === false && (
          <span className={styles.missing}>
            <WithIcon icon="alert" tone="warning">
              <span className={styles.path} title={root.path}>
                {text.home.missing(root.path)}
              </span>
            </WithIcon>
            <Button size="compact-xs" variant="default" onClick={() => void relinkFolder({ root: root.root, path: root.path })}>
              {text.home.relink}
            </Button>
          </span>
        )}
      </div>
      <div className={styles.side}>
        <span className={styles.classes}>
          {names.length === 0 && <span className={styles.about}>{text.home.unlabelled}</span>}
          {names.slice(0, shownClasses).map(entry => (
            <span key={entry} className={styles.class}>
              <span className={styles.swatch} style={{ background: classColour(entry, names) }} />
              {entry}
            </span>
          ))}
          {names.length > shownClasses && <span className={styles.about}>+{names.length - shownClasses}</span>}
        </span>
        <span className={styles.about}>{formatDate(createdMs)}</span>
      </div>
    </li>
  );
}
