// One file of a prediction in the viewer: its scan, the evidence for the answer, the others by previous and next.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { FilePrediction } from '../../client/queries/predictions.ts';
import { scanQueries } from '../../client/queries/scans.ts';
import { go, hrefOf, useRoute } from '../../client/route.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { WithIcon } from '../../ui/WithIcon.tsx';
import { AnswerSection, useHeatSettings, useModel } from '../answer/index.ts';
import { DisplayPanel, OptionBar, resetView, ScanStage, useView, useViewerCommands } from '../viewer/index.ts';
import styles from './AnswerPlace.module.css';

interface Props {
  run: string;
  prediction: string;
  shown: FilePrediction;
  answers: readonly FilePrediction[];
}

export function AnswerPlace({ run, prediction, shown, answers }: Props) {
  const { query } = useRoute();
  const { layer, class: className } = query;
  const { item, name, seenIn } = shown;
  const address = { item, of: prediction };
  const isMapShown = useView(state => state.isHeatShown);
  const model = useModel(address, { run, layer, className, isMapShown });
  const { data: choices } = useQuery(scanQueries.choices(run));
  const [{ method }] = useHeatSettings();
  const index = answers.indexOf(shown);
  const change = (values: Record<string, string | undefined>) => go(hrefOf('use', [], { ...query, ...values }), { replace: true });
  const to = (place: number) => {
    const other = answers[place];
    return other === undefined ? null : () => change({ item: other.item });
  };
  const list = { place: text.viewer.place(index, answers.length), previous: to(index - 1), next: to(index + 1) };
  const methods = choices?.methods ?? [method];
  const onClass = (value: string | undefined) => change({ class: value });
  useEffect(resetView, []);
  useViewerCommands({ ...list, spacing: null, classes: model.answer?.classes ?? [], className, onClass, methods });
  return (
    <PlaceLayout
      isCentreFixed
      leftLabel={text.viewer.left}
      rightLabel={text.predict.detail}
      left={<DisplayPanel address={address} spacing={null} run={run} layer={layer} onLayer={value => change({ layer: value })} />}
      right={
        <div className={styles.inspector}>
          <Button variant="default" size="compact-sm" component="a" href={hrefOf('use', [], { run, prediction })}>
            {text.predict.back}
          </Button>
          <h2 className={styles.name}>{name}</h2>
          <AnswerSection
            runs={[]}
            run={run}
            model={model}
            isMapShown={isMapShown}
            layer={layer}
            onLayer={value => change({ layer: value })}
          />
          {seenIn !== null && (
            <WithIcon icon="alert" tone="warning">
              {text.predict.seenHint}
            </WithIcon>
          )}
          <p className={styles.notice}>{text.predict.notice}</p>
        </div>
      }
    >
      <ScanStage
        address={address}
        name={name}
        eye={null}
        spacing={null}
        model={model}
        options={<OptionBar list={list} answer={model.answer} hasModel className={className} onClass={onClass} methods={methods} />}
      />
    </PlaceLayout>
  );
}
