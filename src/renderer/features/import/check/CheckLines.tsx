// The five lines of the check, each with its sign, and below a line what mends it.
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { GeometryCheck, VolumeView } from '../../../../shared/domain/volumeView.ts';
import { text } from '../../../text/index.ts';
import { WithIcon } from '../../../ui/WithIcon.tsx';
import { EyeChoice, type Options, OptionsForm, SpacingForm } from '../../statements/index.ts';
import styles from './Check.module.css';

interface Props {
  view: VolumeView;
  onDraft: (draft: Options | null) => void;
}

export function CheckLines({ view, onDraft }: Props) {
  const [open, setOpen] = useState<GeometryCheck['about'] | null>(null);
  const words = text.volumeCheck;
  const choose = (about: GeometryCheck['about'] | null): void => {
    setOpen(about);
    const isOptions = view.check.some(line => line.about === about && line.fix === 'options');
    onDraft(isOptions ? Object.fromEntries(view.options.map(({ name, value }) => [name, value])) : null);
  };
  const close = (): void => choose(null);
  return (
    <ul className={styles.lines} aria-label={words.check}>
      {view.check.map(({ about, state, words: said, fix }) => (
        <li key={about} data-check={about} data-state={state}>
          <div className={styles.checkLine}>
            <WithIcon icon={state === 'ok' ? 'check' : 'alert'} tone={state === 'ok' ? 'plain' : 'warning'}>
              <b className={styles.about}>{words.about[about]}</b>
            </WithIcon>
            <span className={styles.said}>{said}</span>
            {fix !== null && (
              <Button
                size="compact-xs"
                variant={state === 'ok' ? 'subtle' : 'default'}
                color="gray"
                aria-expanded={open === about}
                aria-label={`${state === 'ok' ? words.change : words.fix}: ${words.about[about]}`}
                onClick={() => choose(open === about ? null : about)}
              >
                {state === 'ok' ? words.change : words.fix}
              </Button>
            )}
          </div>
          {open === about && (
            <div ref={showWhole} className={styles.fix}>
              {fix === 'eye' && <EyeChoice view={view} onDone={close} />}
              {fix === 'spacing' && <SpacingForm view={view} onDone={close} />}
              {fix === 'options' && <OptionsForm view={view} onDraft={onDraft} onDone={close} />}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What has just opened may lie below the drawer's edge. */
function showWhole(fix: HTMLElement | null): void {
  fix?.scrollIntoView({ block: 'nearest' });
}
