// Every value that a run was computed with, what is not the recipe's marked, and the command line that says the same.
import { Button, VisuallyHidden } from '@mantine/core';
import type { RunDetails } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { notify } from '../../../ui/notify.tsx';
import { Section } from '../../../ui/Section.tsx';
import table from '../../../ui/table.module.css';
import styles from './ConfigTab.module.css';
import { commandLine, configRows } from './configRows.ts';

export function ConfigTab({ run }: { run: RunDetails }) {
  return (
    <>
      {run.kind === 'train' && <CommandLine run={run} />}
      <Section title={text.run.configTitle}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">{text.run.setting}</th>
              <th scope="col">{text.run.value}</th>
              <th scope="col">
                <VisuallyHidden>{text.run.changedFromRecipe}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {configRows(run).map(({ path, value, recipe }) => (
              <tr key={path} className={styles.row} data-changed={recipe !== null}>
                <td className={styles.path}>{path}</td>
                <td>{value}</td>
                <td className={styles.mark}>
                  {recipe === null || run.kind !== 'train' ? '' : `${text.run.changedFromRecipe}; ${text.run.recipeValue(recipe)}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Environment run={run} />
    </>
  );
}

function CommandLine({ run }: { run: RunDetails }) {
  const line = commandLine(run);
  const copy = (): void => {
    navigator.clipboard.writeText(line).then(
      () => notify.done(text.run.copiedCommand),
      () => notify.done(text.charts.notCopied),
    );
  };
  return (
    <Section
      title={text.run.commandLine}
      aside={
        <Button variant="default" onClick={copy}>
          {text.run.copyCommand}
        </Button>
      }
    >
      <code className={styles.command}>{line}</code>
    </Section>
  );
}

function Environment({ run: { environment } }: { run: RunDetails }) {
  if (environment === null) return null;
  const { app, tensorflow, cpu, threads, device, precision, node } = environment;
  const rows: [string, string][] = [
    ['Fovea', `${app.version}${app.commit === null ? '' : ` (${app.commit.slice(0, 12)})`}`],
    ['TensorFlow', `${tensorflow.version} (${tensorflow.build})`],
    ['Node', node],
    // TensorFlow's own name says more than anyone asks: /job:localhost/replica:0/task:0/device:CPU:0.
    ['Device', device.split('device:').at(-1) ?? device],
    ['Processor', cpu.model],
    ['Processor features', cpu.flags.join(', ')],
    ['Threads', `${threads.intraOp} within, ${threads.interOp} between operations`],
    ['Precision', precision],
  ];
  return (
    <Section title={text.run.environment}>
      <table className={table.table}>
        <tbody>
          {rows.map(([name, value]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
