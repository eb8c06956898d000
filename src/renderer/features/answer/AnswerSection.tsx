// What the chosen run says of the scan, how much it knows of such scans, and the numbers of its heat map.
import { Button, Loader, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { unlikeSentence } from '../../../shared/domain/unlike.ts';
import type { RunSummary } from '../../client/api.ts';
import { scanQueries } from '../../client/queries/scans.ts';
import { hrefOf } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import { PanelHint, PanelSection } from '../../ui/Panel.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import styles from './AnswerSection.module.css';
import { ProbabilityBars } from './ProbabilityBars.tsx';
import type { ModelView } from './useModel.ts';

interface Props {
  runs: readonly RunSummary[];
  run: string | null;
  /** Absent where the run is given. */
  onRun?: (run: string) => void;
  /** Where a run may be done without. */
  onNoRun?: () => void;
  /** What of a scan is asked about, where that is not all of it. */
  about?: string;
  model: ModelView;
  isMapShown: boolean;
  layer: string | undefined;
  onLayer: (layer: string) => void;
}

/** What no run stands for in the list. */
const noRun = '';

export function AnswerSection({ runs, run, onRun, onNoRun, about, model, isMapShown, layer, onLayer }: Props) {
  const words = text.viewer;
  if (run === null && (onNoRun === undefined || runs.length === 0)) {
    return (
      <PanelSection title={words.answer}>
        <PanelHint>{words.noModelHint}</PanelHint>
        <Button component="a" href={hrefOf('train')} variant="default" size="compact-sm">
          {words.train}
        </Button>
      </PanelSection>
    );
  }
  return (
    <PanelSection title={words.answer}>
      {onRun !== undefined && (
        <NativeSelect
          size="xs"
          aria-label={words.model}
          value={run ?? noRun}
          onChange={event => (event.currentTarget.value === noRun ? onNoRun?.() : onRun(event.currentTarget.value))}
          data={[
            ...(onNoRun === undefined ? [] : [{ value: noRun, label: words.noRun }]),
            ...runs.map(({ id, name, dataset, state }) => ({
              value: id,
              label: [name, dataset, ...(state === 'finished' ? [] : [text.states[state]])].join(' · '),
            })),
          ]}
        />
      )}
      {about !== undefined && <PanelHint>{about}</PanelHint>}
      {run !== null && (
        <>
          <Answer model={model} run={run} />
          <MapNumbers model={model} isMapShown={isMapShown} run={run} layer={layer} onLayer={onLayer} />
        </>
      )}
    </PanelSection>
  );
}

function Answer({ model, run }: { model: ModelView; run: string }) {
  const words = text.viewer;
  const { data: choices } = useQuery(scanQueries.choices(run));
  const { answer, error, heatMap } = model;
  if (answer !== undefined) {
    return (
      <>
        <ProbabilityBars answer={answer} />
        <PanelHint>{words.probability}</PanelHint>
        <UnlikeFlag model={model} />
      </>
    );
  }
  if (error !== null) {
    return (
      <>
        <div className={styles.error}>
          <Note tone="danger">{toAppError(error).message}</Note>
        </div>
        <Button size="compact-sm" variant="default" onClick={() => void heatMap.refetch()}>
          {words.again}
        </Button>
      </>
    );
  }
  return (
    <>
      {choices !== undefined && <ProbabilityBars answer={{ classes: choices.classes, probabilities: [], predicted: -1 }} />}
      {choices !== undefined && <PanelHint>{words.probability}</PanelHint>}
      <PanelHint role="status">
        <Loader size={12} color="var(--hint)" mr={8} />
        {words.asking}
      </PanelHint>
    </>
  );
}

function UnlikeFlag({ model: { unlike } }: { model: ModelView }) {
  const words = text.viewer;
  if (unlike.data !== undefined) {
    const sentence = unlikeSentence(unlike.data);
    if (sentence === null) return <PanelHint>{words.like(unlike.data.scans)}</PanelHint>;
    return (
      <div className={styles.unlike} role="status" data-unlike>
        <WithIcon icon="alert" tone="warning">
          {sentence}
        </WithIcon>
      </div>
    );
  }
  if (unlike.error !== null) return <PanelHint>{toAppError(unlike.error).message}</PanelHint>;
  return <PanelHint>{words.comparing}</PanelHint>;
}

function MapNumbers({
  model,
  isMapShown,
  run,
  layer,
  onLayer,
}: Pick<Props, 'model' | 'isMapShown' | 'layer' | 'onLayer'> & { run: string }) {
  const words = text.viewer;
  const { data } = model.heatMap;
  const { data: choices } = useQuery(scanQueries.choices(run));
  if (!isMapShown || data === undefined) return null;
  if (data.flat !== undefined) {
    const names = choices?.layers.map(({ name }) => name) ?? [];
    const before = names[names.indexOf(layer ?? choices?.chosen ?? '') - 1];
    return (
      <div className={styles.flat}>
        <Note>{data.flat}</Note>
        {before !== undefined && (
          <Button size="compact-sm" variant="default" onClick={() => onLayer(before)}>
            {words.tryLayer(before)}
          </Button>
        )}
      </div>
    );
  }
  return data.massOnFill === null ? null : <PanelHint>{words.massOnFill(data.massOnFill)}</PanelHint>;
}
