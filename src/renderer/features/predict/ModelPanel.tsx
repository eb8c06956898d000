// Which trained run answers, and what it was asked before.
import { Button, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RunSummary } from '../../client/api.ts';
import { queries } from '../../client/queries.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { formatDate } from '../../ui/date.ts';
import { Panel, PanelHint, PanelPart, PanelSection } from '../../ui/Panel.tsx';
import styles from './ModelPanel.module.css';

const shownAtMost = 50;

export function ModelPanel({ run, runs, prediction }: { run: string; runs: readonly RunSummary[]; prediction: string | undefined }) {
  const words = text.predict;
  const { data: all = [] } = useQuery(queries.runs());
  const chosen = runs.find(({ id }) => id === run);
  const earlier = all.filter(({ kind, parent }) => kind === 'predict' && parent === run).slice(0, shownAtMost);
  return (
    <Panel>
      <PanelSection title={words.title}>
        <NativeSelect
          size="xs"
          label={words.model}
          value={run}
          onChange={event => go(hrefOf('use', [], { run: event.currentTarget.value }))}
          data={runs.map(({ id, name, dataset, state }) => ({
            value: id,
            label: [name, dataset, ...(state === 'finished' ? [] : [text.states[state]])].join(' · '),
          }))}
        />
        {chosen !== undefined && <PanelHint>{chosen.architecture}</PanelHint>}
        {prediction !== undefined && (
          <Button variant="default" size="compact-sm" component="a" href={hrefOf('use', [], { run })}>
            {words.another}
          </Button>
        )}
      </PanelSection>
      <PanelPart caption={words.earlier}>
        {earlier.length === 0 && <PanelHint>{words.noEarlier}</PanelHint>}
        <ul className={styles.list}>
          {earlier.map(({ id, name, createdMs, state }) => (
            <li key={id}>
              <a
                className={styles.entry}
                href={hrefOf('use', [], { run, prediction: id })}
                aria-current={id === prediction ? 'page' : undefined}
              >
                <span className={styles.name}>{name}</span>
                <span className={styles.when}>{state === 'finished' ? formatDate(createdMs) : text.states[state]}</span>
              </a>
            </li>
          ))}
        </ul>
      </PanelPart>
    </Panel>
  );
}
