// The runs of a comparison with their lines; one is what the others are compared with, and each can be left out.
import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RunDetails } from '../../../client/api.ts';
import { go, hrefOf, runHref } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { Panel, PanelHint, PanelSection } from '../../../ui/Panel.tsx';
import { RunStateMark } from '../RunStateMark.tsx';
import styles from './Compare.module.css';
import { compareHref } from './compareAddress.ts';
import { RunLetter } from './RunLetter.tsx';

export function CompareRuns({ ids, runs }: { ids: readonly string[]; runs: readonly RunDetails[] }) {
  const words = text.compare;
  const show = (next: readonly string[]): void => go(compareHref(next), { replace: true });
  return (
    <Panel>
      <a href={hrefOf('runs')} className={styles.all}>
        {text.run.allRuns}
      </a>
      <PanelSection title={words.runs}>
        <ul className={styles.runs}>
          {ids.map((id, index) => {
            const run = runs.find(known => known.id === id);
            if (run === undefined) return null;
            return (
              <li key={id} className={styles.run}>
                <div className={styles.runHead}>
                  <RunLetter index={index} />
                  <a href={runHref(id)} className={styles.runName} title={run.name}>
                    {run.name}
                  </a>
                  {ids.length > 2 && (
                    <ActionIcon
                      variant="subtle"
                      color="gray"
                      aria-label={words.leaveOut(run.name)}
                      onClick={() => show(ids.filter(other => other !== id))}
                    >
                      <IconX size={16} stroke={1.5} aria-hidden />
                    </ActionIcon>
                  )}
                </div>
                <div className={styles.runFoot}>
                  <RunStateMark state={run.state} progress={run.progress} />
                  {index === 0 ? (
                    <span className={styles.base}>{words.base}</span>
                  ) : (
                    <Button size="compact-xs" variant="subtle" onClick={() => show([id, ...ids.filter(other => other !== id)])}>
                      {words.makeBase}
                    </Button>
                  )}
                </div>
              </li>
            );
          })}
        </ul>
        <PanelHint>{words.hint}</PanelHint>
      </PanelSection>
    </Panel>
  );
}
