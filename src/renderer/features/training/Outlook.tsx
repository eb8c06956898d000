// What comes of the settings: the inputs, time and memory, what the pre-flight check found, the way to start.
import { Button, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconTerminal2 } from '@tabler/icons-react';
import type { Json, Setting } from '../../../shared/domain/configSettings.ts';
import type { TrainingReview, TrainRequest } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { FindingList } from './FindingList.tsx';
import { InputGrid } from './InputGrid.tsx';
import styles from './Outlook.module.css';
import { ParentDifference } from './ParentDifference.tsx';
import { TimeAndMemory } from './TimeAndMemory.tsx';
import type { useProbe } from './useProbe.ts';

const words = text.training;

interface Props {
  request: TrainRequest;
  /** The last one that was made; `isStale` while the next one is made or the settings are not valid. */
  review: TrainingReview | null;
  isStale: boolean;
  probing: ReturnType<typeof useProbe>;
  /** Why it cannot start now. */
  obstacle: string | null;
  isStarting: boolean;
  start: () => void;
  copyCommand: () => void;
  fix: (settings: readonly Setting[]) => void;
  /** The draft's. */
  config: Json;
}

export function Outlook({ request, review, isStale, probing, obstacle, isStarting, start, copyCommand, fix, config }: Props) {
  return (
    <div className={styles.outlook}>
      <div className={styles.scroll}>
        <InputGrid request={request} config={review?.config ?? null} isStale={isStale} />
        <TimeAndMemory estimate={review?.estimate ?? null} isStale={isStale} probing={probing} canMeasure={obstacle === null} />
        {review?.parent != null && <ParentDifference difference={review.parent} config={config} />}
        <FindingList findings={review?.findings ?? null} isStale={isStale} dataset={request.dataset} fix={fix} />
      </div>
      <div className={styles.actions}>
        <Tooltip label={obstacle ?? text.training.start} disabled={obstacle === null}>
          <Button
            fullWidth
            className={styles.start}
            size="sm"
            aria-disabled={obstacle !== null}
            data-disabled={obstacle !== null}
            loading={isStarting}
            leftSection={<IconPlayerPlay size={16} stroke={1.5} aria-hidden />}
            rightSection={<CommandKeys command="startTraining" />}
            onClick={() => obstacle === null && start()}
          >
            {words.start}
          </Button>
        </Tooltip>
        <p className={styles.obstacle} role="status">
          {obstacle}
        </p>
        <Button
          variant="subtle"
          color="gray"
          size="compact-xs"
          disabled={review === null || isStale}
          leftSection={<IconTerminal2 size={16} stroke={1.5} aria-hidden />}
          onClick={copyCommand}
        >
          {words.copyCommand}
        </Button>
      </div>
    </div>
  );
}
