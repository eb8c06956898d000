// The centre of the room: options above, B-scan first, beside it the fundus where there is room, crossing slices or the
// 3-D view below, the slice ruler.
import { ActionIcon, Button } from '@mantine/core';
import {
  IconChevronLeft,
  IconChevronRight,
  IconCube,
  IconLayersIntersect,
  IconRuler2,
  IconStack2,
  IconZoomReset,
} from '@tabler/icons-react';
import type { ReactElement, ReactNode } from 'react';
import type { CommandId } from '../../keyboard/keymap.ts';
import { text } from '../../text/index.ts';
import { CommandHint } from '../../ui/CommandHint.tsx';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { AcrossPane } from './AcrossPane.tsx';
import { BscanCell } from './BscanCell.tsx';
import { usualCamera } from './camera.ts';
import { FundusPane } from './FundusPane.tsx';
import { noCrossing } from './noCrossing.ts';
import { RenderingPane } from './RenderingPane.tsx';
import { moveTo, useRoom, useRoomStore } from './roomState.ts';
import { SliceRuler } from './SliceRuler.tsx';
import type { Slices } from './useSlices.ts';
import { useVolume } from './useVolume.ts';
import styles from './VolumeStage.module.css';
import { wholeView } from './viewport.ts';

interface Props {
  /** null: it stands in the left panel. */
  fundus: ReactNode;
  slices: Slices;
  isCrossing: boolean;
  /** In 3-D, in the place of the crossing slices. */
  isRendered: boolean;
  list: { place: string; previous: (() => void) | null; next: (() => void) | null };
}

export function VolumeStage({ fundus, slices, isCrossing, isRendered, list }: Props) {
  return (
    <div className={styles.stage}>
      <OptionBar list={list} isCrossing={isCrossing} isRendered={isRendered} />
      <div className={styles.panes} data-wide={fundus !== null} data-crossing={isCrossing} data-rendered={isRendered}>
        {fundus !== null && <div className={styles.fundus}>{fundus}</div>}
        <div className={styles.bscan}>
          <BscanCell isCrossing={isCrossing} />
        </div>
        {isCrossing && fundus !== null && (
          <div className={styles.depth}>
            <FundusPane content="depth" slices={slices} />
          </div>
        )}
        {isCrossing && (
          <div className={styles.across}>
            <AcrossPane slices={slices} />
          </div>
        )}
        {isRendered && (
          <div className={styles.rendering}>
            <RenderingPane />
          </div>
        )}
      </div>
      <RulerBar />
    </div>
  );
}

function OptionBar({ list, isCrossing, isRendered }: Pick<Props, 'list' | 'isCrossing' | 'isRendered'>) {
  const { view, lines, change } = useVolume();
  const room = useRoomStore();
  const areLayersShown = useRoom(state => state.areLayersShown);
  const isMeasuring = useRoom(state => state.isMeasuring);
  const words = text.volume;
  return (
    <div className={styles.options}>
      <Step command="previousScan" label={words.previousItem} onClick={list.previous}>
        <IconChevronLeft size={20} stroke={1.5} aria-hidden />
      </Step>
      <span className={styles.place}>{list.place}</span>
      <Step command="nextScan" label={words.nextItem} onClick={list.next}>
        <IconChevronRight size={20} stroke={1.5} aria-hidden />
      </Step>
      <Toggle
        command="toggleLayers"
        icon={<IconStack2 size={16} stroke={1.5} aria-hidden />}
        label={words.layers}
        isOn={areLayersShown && lines.length > 0}
        isDisabled={lines.length === 0}
        onClick={() => room.setState({ areLayersShown: !areLayersShown })}
      />
      <Toggle
        command="toggleCrossing"
        icon={<IconLayersIntersect size={16} stroke={1.5} aria-hidden />}
        label={words.crossing}
        isOn={isCrossing}
        isDisabled={noCrossing(view) !== null}
        onClick={() => {
          room.setState({ camera: null });
          change({ isCrossing: !isCrossing });
        }}
      />
      <Toggle
        command="toggleRendering"
        icon={<IconCube size={16} stroke={1.5} aria-hidden />}
        label={text.volumeRendering.title}
        isOn={isRendered}
        onClick={() => room.setState({ camera: isRendered ? null : usualCamera })}
      />
      <Toggle
        command="measure"
        icon={<IconRuler2 size={16} stroke={1.5} aria-hidden />}
        label={words.measure}
        isOn={isMeasuring}
        onClick={() => room.setState({ isMeasuring: !isMeasuring, caliper: null })}
      />
      <span className={styles.space} />
      <Step command="fitScan" label={text.viewer.fit} onClick={() => room.setState({ view: wholeView })}>
        <IconZoomReset size={20} stroke={1.5} aria-hidden />
      </Step>
    </div>
  );
}

interface ToggleProps {
  command: CommandId;
  icon: ReactElement;
  label: string;
  isOn: boolean;
  isDisabled?: boolean;
  onClick: () => void;
}

function Toggle({ command, icon, label, isOn, isDisabled = false, onClick }: ToggleProps) {
  return (
    <Button
      size="compact-sm"
      variant={isOn ? 'light' : 'default'}
      color={isOn ? 'accent' : 'gray'}
      aria-pressed={isOn}
      disabled={isDisabled}
      leftSection={icon}
      rightSection={<CommandKeys command={command} />}
      className={styles.toggle ?? ''}
      onClick={onClick}
    >
      {label}
    </Button>
  );
}

function Step({
  command,
  label,
  onClick,
  children,
}: {
  command: CommandId;
  label: string;
  onClick: (() => void) | null;
  children: ReactElement;
}) {
  return (
    <CommandHint command={command}>
      <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} disabled={onClick === null} onClick={() => onClick?.()}>
        {children}
      </ActionIcon>
    </CommandHint>
  );
}

/** Slice ruler with its steps. */
export function RulerBar() {
  const { shape } = useVolume().view.header;
  const room = useRoomStore();
  const isFirst = useRoom(state => state.at.bscan === 0);
  const isLast = useRoom(state => state.at.bscan === shape.bscans - 1);
  const step = (by: number) => moveTo(room, shape, { bscan: room.getState().at.bscan + by });
  if (shape.bscans === 1) return <div className={styles.below} />;
  return (
    <div className={styles.below}>
      <Step command="previousBscan" label={text.volume.previous} onClick={isFirst ? null : () => step(-1)}>
        <IconChevronLeft size={20} stroke={1.5} aria-hidden />
      </Step>
      <SliceRuler />
      <Step command="nextBscan" label={text.volume.next} onClick={isLast ? null : () => step(1)}>
        <IconChevronRight size={20} stroke={1.5} aria-hidden />
      </Step>
    </div>
  );
}
