// The five lines that a person goes through before trusting a volume: eye, up, order, spacing, grey. What is wrong is mended right here.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GeometryCheck } from '../../../shared/domain/volumeView.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import { EyeChoice, isBare } from '../statements/index.ts';
import styles from './CheckSection.module.css';
import { BareFields, OptionFields } from './OptionFields.tsx';
import { useVolume } from './useVolume.ts';

export function CheckSection({ onSetSpacing }: { onSetSpacing: () => void }) {
  const { view } = useVolume();
  const [isFixing, setFixing] = useState(false);
  const words = text.volume;
  // Switches stand open; the layout of a bare file is asked for by its Fix.
  const areFolded = isBare(view);
  const fix = (what: GeometryCheck['fix']) => (what === 'spacing' ? onSetSpacing() : setFixing(known => !known));
  return (
    <PanelSection title={words.check}>
      {view.format.proof === 'ownWriter' && (
        <Note tone="warning">
          <strong className={styles.unproven}>{capital(words.unproven)}.</strong> {words.unprovenHint}
        </Note>
      )}
      <ul className={styles.list}>
        {view.check.map(({ about, state, words: line, fix: way }) => (
          <li key={about} className={styles.line} data-check={about} data-state={state}>
            <WithIcon icon={state === 'ok' ? 'check' : 'alert'} tone={state === 'ok' ? 'plain' : 'warning'}>
              <span className={styles.name}>{words.checkNames[about]}</span>
              {line}
            </WithIcon>
            {about === 'eye' ? (
              <div className={styles.choice}>
                <EyeChoice view={view} />
              </div>
            ) : (
              way !== null &&
              (way === 'spacing' || areFolded) && (
                <Button size="compact-xs" variant="default" className={styles.fix} onClick={() => fix(way)}>
                  {way === 'spacing' ? words.setSpacing : words.fix}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
      {view.options.length > 0 && !areFolded && <OptionFields />}
      {areFolded && isFixing && <BareFields key={view.version} onDone={() => setFixing(false)} />}
      {view.noEnFace !== null && <PanelHint>{view.noEnFace}</PanelHint>}
    </PanelSection>
  );
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
