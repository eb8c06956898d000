// The data card: what this data set is, how it is labelled now, and where its classes differ without any retina being looked at.
import { useQuery } from '@tanstack/react-query';
import { formatBytes, formatCount, formatNumber } from '../../../../shared/units.ts';
import type { DatasetDetails } from '../../../client/api.ts';
import { itemQueries } from '../../../client/queries/items.ts';
import { text } from '../../../text/index.ts';
import { Definitions } from '../../../ui/Definitions.tsx';
import { formatDate } from '../../../ui/date.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './CardTab.module.css';
import { ClassTable } from './ClassTable.tsx';
import { RowTable } from './RowTable.tsx';

export function CardTab({ details }: { details: DatasetDetails }) {
  const readiness = useQuery(itemQueries.readiness(details.id));
  const words = text.data.datacard;
  const { columns, states } = text.data;
  const { report, facts } = details;
  const factNames = [...new Set(facts.classes.flatMap(entry => entry.facts.map(({ name }) => name)))];
  return (
    <>
      <Section title={details.name}>
        <Loaded query={readiness}>
          {now => (
            <Definitions
              rows={[
                { name: words.about, value: [formatCount(now.patients, 'patient'), formatCount(now.scans, 'scan')].join(' · ') },
                {
                  name: words.labels,
                  value: [
                    `${formatNumber(now.labelled)} ${states.labelled}`,
                    `${formatNumber(now.unlabelled)} ${states.unlabelled}`,
                    `${formatNumber(now.ungradable)} ${states.ungradable}`,
                    ...(now.excluded > 0 ? [`${formatNumber(now.excluded)} ${text.data.excludedOnly}`] : []),
                  ].join(' · '),
                },
                { name: words.splits, value: details.splits.map(({ name }) => name).join(', ') || '—' },
                { name: words.imported, value: formatDate(details.createdMs) },
                { name: words.provenance, value: report.root },
                { name: text.data.report.rule, value: text.data.report.rules[report.patientRule.name] ?? report.patientRule.name },
              ]}
            />
          )}
        </Loaded>
      </Section>
      <Section title={columns.classes}>
        <Loaded query={readiness}>{now => <ClassTable dataset={details.id} classes={now.classes} />}</Loaded>
      </Section>
      <Section title={words.facts}>
        <p className={styles.hint}>{words.factsHint}</p>
        <RowTable
          label={words.facts}
          head={[text.data.class, ...factNames.map(name => words.factNames[name] ?? name)]}
          numbersFrom={1}
          rows={facts.classes.map(entry => [
            entry.name === '' ? text.data.splits.noClass : entry.name,
            ...factNames.map(name => {
              const fact = entry.facts.find(other => other.name === name);
              return fact === undefined
                ? '—'
                : `${factWords(name, fact.median)} (${factWords(name, fact.p5)}–${factWords(name, fact.p95)})`;
            }),
          ])}
        />
      </Section>
    </>
  );
}

function factWords(name: string, value: number): string {
  if (name === 'fillShare' || name === 'greyMean' || name === 'greySd') return text.data.percent(value);
  if (name === 'sizeBytes') return formatBytes(value);
  return formatNumber(value, name === 'density' ? 2 : 0);
}
