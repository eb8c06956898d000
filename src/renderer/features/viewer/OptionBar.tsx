// Above the scan: which one of how many, the heat map with its class and method, how strong it is, how large the scan is.
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconChevronRight, IconFlame, IconZoomReset } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { text } from '../../text/index.ts';
import { CommandHint } from '../../ui/CommandHint.tsx';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { OpacitySlider } from '../../ui/OpacitySlider.tsx';
import { opacitySteps } from '../../ui/opacitySteps.ts';
import { MapSelects, type ScanAnswer } from '../answer/index.ts';
import styles from './OptionBar.module.css';
import { useView } from './viewerState.ts';

interface Props {
  /** Place in the list that the scan came from; null where there is none. */
  list: { place: string; previous: (() => void) | null; next: (() => void) | null } | null;
  answer: ScanAnswer | undefined;
  hasModel: boolean;
  className: string | undefined;
  onClass: (name: string | undefined) => void;
  methods: readonly string[];
  children?: ReactNode;
}

export function OptionBar({ list, answer, hasModel, className, onClass, methods, children }: Props) {
  const words = text.viewer;
  const isHeatShown = useView(state => state.isHeatShown);
  const opacityStep = useView(state => state.opacityStep);
  return (
    <>
      {list !== null && (
        <span className={styles.list}>
          <CommandHint command="previousScan">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={words.previous}
              disabled={list.previous === null}
              onClick={() => list.previous?.()}
            >
              <IconChevronLeft size={20} stroke={1.5} aria-hidden />
            </ActionIcon>
          </CommandHint>
          <span className={styles.place}>{list.place}</span>
          <CommandHint command="nextScan">
            <ActionIcon
              variant="subtle"
              color="gray"
              size={28}
              aria-label={words.next}
              disabled={list.next === null}
              onClick={() => list.next?.()}
            >
              <IconChevronRight size={20} stroke={1.5} aria-hidden />
            </ActionIcon>
          </CommandHint>
        </span>
      )}
      {hasModel && (
        <>
          <Button
            size="compact-sm"
            variant={isHeatShown ? 'light' : 'default'}
            color={isHeatShown ? 'accent' : 'gray'}
            aria-pressed={isHeatShown}
            leftSection={<IconFlame size={16} stroke={1.5} aria-hidden />}
            rightSection={<CommandKeys command="toggleHeat" />}
            className={styles.heat}
            onClick={() => useView.setState({ isHeatShown: !isHeatShown })}
          >
            {words.heatMap}
          </Button>
          <MapSelects answer={answer} className={className} onClass={onClass} methods={methods} isDisabled={!isHeatShown} />
          <OpacitySlider
            className={styles.opacity}
            isDisabled={!isHeatShown}
            step={opacityStep}
            onStep={step => useView.setState({ opacityStep: step })}
          />
          <span className={styles.step}>{words.percent(opacitySteps[opacityStep] ?? 0)}</span>
        </>
      )}
      <span className={styles.space} />
      {children}
      <CommandHint command="fitScan">
        <ActionIcon
          variant="subtle"
          color="gray"
          size={28}
          aria-label={text.viewer.fit}
          onClick={() => useView.setState({ viewport: null })}
        >
          <IconZoomReset size={20} stroke={1.5} aria-hidden />
        </ActionIcon>
      </CommandHint>
    </>
  );
}
