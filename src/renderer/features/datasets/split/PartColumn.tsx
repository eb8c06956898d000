// One part of a split: patients, eyes and scans, and a bar for each class whose length is its share of the part.
import { Button } from '@mantine/core';
import { formatCount, formatNumber } from '../../../../shared/units.ts';
import type { DatasetDetails } from '../../../client/api.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { classColour } from '../../../ui/classColours.ts';
import { Section } from '../../../ui/Section.tsx';
import styles from './PartColumn.module.css';

type Part = DatasetDetails['splits'][number]['certificate']['parts'][number];

interface Props {
  part: Part;
  parts: readonly Part[];
  classes: readonly string[];
  dataset: string;
  split: string;
}

export function PartColumn({ part, parts, classes, dataset, split }: Props) {
  const { splits, percent } = text.data;
  const all = parts.reduce((sum, { scans }) => sum + scans, 0);
  return (
    <Section
      title={splits.partNames[part.name] ?? part.name}
      aside={<span className={styles.share}>{percent(part.scans / Math.max(1, all))}</span>}
    >
      <dl className={styles.counts}>
        {(['patients', 'eyes', 'scans'] as const).map(unit => (
          <div key={unit}>
            <dt>{splits[unit]}</dt>
            <dd>{unit === 'eyes' && part.eyes === 0 ? '—' : formatNumber(part[unit])}</dd>
          </div>
        ))}
      </dl>
      <ul className={styles.bars}>
        {part.classes.map(({ name, scans, patients }) => (
          <li key={name} className={styles.bar}>
            <span className={styles.name} title={name}>
              {name === '' ? splits.noClass : name}
            </span>
            <span className={styles.number} title={formatCount(patients, 'patient')}>
              {formatCount(scans, 'scan')} · {percent(scans / part.scans)}
            </span>
            <span className={styles.track}>
              <i
                className={styles.fill}
                style={{ width: `${(100 * scans) / part.scans}%`, background: name === '' ? undefined : classColour(name, classes) }}
              />
            </span>
          </li>
        ))}
      </ul>
      <Button component="a" variant="default" size="compact-xs" href={hrefOf('data', [dataset, 'items'], { split, parts: part.name })}>
        {splits.show}
      </Button>
    </Section>
  );
}
