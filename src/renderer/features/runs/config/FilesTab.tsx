// The files that a run has written, with sizes and links, and where its folder lies.
import { formatBytes } from '../../../../shared/units.ts';
import type { RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { formatDate } from '../../../ui/date.ts';
import { Note } from '../../../ui/Note.tsx';
import { Section } from '../../../ui/Section.tsx';
import table from '../../../ui/table.module.css';
import styles from './ConfigTab.module.css';

const mostShown = 500;

export function FilesTab({ run }: { run: RunDetails }) {
  const { ownFiles, artifacts, checkpoints } = run;
  return (
    <Section title={text.run.files}>
      <p className={styles.name}>
        {text.run.folder}: {run.folder}
      </p>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">{text.run.fileName}</th>
            <th scope="col" className={table.number}>
              {text.run.size}
            </th>
            <th scope="col">{text.run.written}</th>
          </tr>
        </thead>
        <tbody>
          {[...ownFiles.map(file => ({ ...file, problem: null })), ...artifacts.slice(0, mostShown)].map(
            ({ name, sizeBytes, atMs, problem }) => (
              <tr key={name}>
                <td className={styles.name}>
                  <a href={runFileUrl(run.id, name)} target="_blank" rel="noreferrer">
                    {name}
                  </a>
                  {problem !== null && <span className={styles.problem}> {problem}</span>}
                </td>
                <td className={table.number}>{formatBytes(sizeBytes)}</td>
                <td>{formatDate(atMs)}</td>
              </tr>
            ),
          )}
          {checkpoints.map(({ name, sizeBytes, atMs }) => (
            <tr key={name}>
              <td className={styles.name}>{name}/</td>
              <td className={table.number}>{formatBytes(sizeBytes)}</td>
              <td>{formatDate(atMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {artifacts.length > mostShown && <Note>{text.run.more(artifacts.length - mostShown)}</Note>}
    </Section>
  );
}

export function runFileUrl(run: string, name: string): string {
  return `/runs/${run}/files/${name.split('/').map(encodeURIComponent).join('/')}`;
}
