// What the import saw: counts, classes, image sizes, and every file that was not taken, each with its reason.
import { formatNumber } from '../../../../shared/units.ts';
import type { DatasetDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { Definitions } from '../../../ui/Definitions.tsx';
import { Note } from '../../../ui/Note.tsx';
import { Section } from '../../../ui/Section.tsx';
import styles from './ReportTab.module.css';
import { RowTable } from './RowTable.tsx';

export function ReportTab({ details: { report } }: { details: DatasetDetails }) {
  const words = text.data.report;
  const { files, items, volumes, bscans, unreadable, ignored, classes, sizes, duplicates, folderSplits } = report;
  return (
    <>
      <Section title={words.seen(files, items, unreadable.length, ignored.length)}>
        <Definitions
          rows={[
            { name: words.folder, value: report.root },
            ...(volumes === 0 ? [] : [{ name: words.volumes, value: words.volumeCounts(volumes, bscans) }]),
            { name: words.layout, value: words.layouts[report.layout.name] ?? report.layout.name },
            { name: words.rule, value: words.rules[report.patientRule.name] ?? report.patientRule.name },
          ]}
        />
      </Section>
      {unreadable.length > 0 && (
        <Section title={words.unreadable}>
          <Note tone="warning">{words.unreadableLead(unreadable.length, files - ignored.length)}</Note>
          <RowTable
            label={words.unreadable}
            head={[words.file, words.reason]}
            rows={unreadable.map(({ name, reason }) => [name, reason.startsWith(`${name}: `) ? reason.slice(name.length + 2) : reason])}
          />
        </Section>
      )}
      <div className={styles.columns}>
        <Section title={words.classes}>
          <RowTable
            label={words.classes}
            head={[text.data.class, text.data.columns.patients, text.data.columns.scans]}
            numbersFrom={1}
            rows={classes.map(({ name, patients, scans }) => [name, formatNumber(patients), formatNumber(scans)])}
          />
        </Section>
        <Section title={words.sizes}>
          <RowTable
            label={words.sizes}
            head={[words.image, text.data.columns.scans]}
            numbersFrom={1}
            rows={sizes.map(({ name, scans }) => [name, formatNumber(scans)])}
          />
        </Section>
      </div>
      {duplicates.length > 0 && (
        <Section title={words.duplicates}>
          <RowTable label={words.duplicates} head={[words.file]} rows={duplicates.map(({ paths }) => [paths.join(' = ')])} />
        </Section>
      )}
      {folderSplits.length > 0 && (
        <Section title={words.folderSplits}>
          <RowTable
            label={words.folderSplits}
            head={[words.folder, text.data.columns.scans]}
            numbersFrom={1}
            rows={folderSplits.map(({ name, scans }) => [name, formatNumber(scans)])}
          />
        </Section>
      )}
      {ignored.length > 0 && (
        <Section title={words.ignored}>
          <RowTable label={words.ignored} head={[words.file, words.reason]} rows={ignored.map(({ name, reason }) => [name, reason])} />
        </Section>
      )}
    </>
  );
}
