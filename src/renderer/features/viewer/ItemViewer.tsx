// One item of a data set in the viewer: its place in the list, labelling, the next scan made ready while this one is looked at.
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { filterFromQuery, filterToQuery, type ItemFilter } from '../../../shared/domain/itemFilter.ts';
import type { ItemDetails } from '../../client/api.ts';
import { itemQueries } from '../../client/queries/items.ts';
import { scanQueries } from '../../client/queries/scans.ts';
import { queryClient } from '../../client/queries.ts';
import { go, hrefOf, useRoute } from '../../client/route.ts';
import { useBreadcrumb } from '../../frame/frameState.ts';
import { PlaceLayout } from '../../frame/PlaceLayout.tsx';
import { text } from '../../text/index.ts';
import { AnswerSection, runOf, type ScanAnswer, useHeatSettings, useModel, useTrainedRuns } from '../answer/index.ts';
import { ItemCard } from '../datasets/index.ts';
import { ClassPicker, type Labeling, LabelSection, type Suggestion, useLabelCommands, useLabeling } from '../labeling/index.ts';
import { DisplayPanel } from './DisplayPanel.tsx';
import { OptionBar } from './OptionBar.tsx';
import { ScanStage } from './ScanStage.tsx';
import { useViewerCommands } from './useViewerCommands.ts';
import styles from './ViewerPlace.module.css';
import { resetView, useView } from './viewerState.ts';

export function ItemViewer({ details }: { details: ItemDetails }) {
  const { id, dataset, path, eye } = details;
  const words = text.viewer;
  const { query } = useRoute();
  const [{ method }] = useHeatSettings();
  const isMapShown = useView(state => state.isHeatShown);
  const filter = filterFromQuery(dataset.id, query);
  const { data: place } = useQuery(itemQueries.neighbours(filter, id));
  const { runs, latest } = useTrainedRuns(dataset.name);
  const run = runOf(query.model, filter.run, runs) ?? latest;
  const { layer, class: className } = query;
  const model = useModel({ item: id }, { run, layer, className, isMapShown });
  const labeling = useLabeling(dataset.id);
  const { data: choices } = useQuery({ ...scanQueries.choices(run ?? ''), enabled: run !== null });
  const methods = choices?.methods ?? [method];

  const to = (item: string, change: Record<string, string | undefined> = {}) =>
    go(hrefOf('label', [item], { ...query, ...change }), { replace: true });
  const change = (values: Record<string, string | undefined>) => to(id, values);
  const previous = place?.previous == null ? null : () => to(place.previous as string);
  const next = place?.next == null ? null : () => to(place.next as string);
  const suggestion = suggestionOf(
    model.answer,
    labeling,
    runs.find(known => known.id === run),
  );

  useEffect(resetView, []);
  usePrepared(place?.next ?? null, run, { method, layer, class: className }, model.heatMap.data !== undefined);
  useViewerCommands({
    ...{ spacing: null, previous, next, className, methods, classes: model.answer?.classes ?? [] },
    onClass: name => change({ class: name }),
  });
  useLabelCommands(labeling, { items: [details], onLabelled: next ?? undefined, suggestion });
  useBreadcrumb([{ label: dataset.name, href: listHref(filter) }, { label: nameOf(details) }]);

  const setLayer = (name: string | undefined) => change({ layer: name });
  return (
    <PlaceLayout
      isCentreFixed
      leftLabel={words.left}
      rightLabel={words.right}
      left={<DisplayPanel address={{ item: id }} spacing={null} run={run} layer={layer} onLayer={setLayer} />}
      right={
        <div className={styles.inspector}>
          <AnswerSection
            {...{ runs, run, model, layer, isMapShown }}
            onRun={id => change({ model: id, class: undefined, layer: undefined })}
            onLayer={setLayer}
          />
          <LabelSection details={details} labeling={labeling} suggestion={suggestion} />
          <ItemCard details={details} />
        </div>
      }
    >
      <ClassPicker dataset={dataset.id} classes={labeling.classes} />
      <ScanStage
        address={{ item: id }}
        name={path.split('/').at(-1) ?? path}
        eye={eye}
        spacing={null}
        model={model}
        options={
          <OptionBar
            list={{
              place: place === undefined ? '' : place.index === null ? words.notInList : words.place(place.index, place.total),
              previous,
              next,
            }}
            answer={model.answer}
            hasModel={run !== null}
            className={className}
            onClass={name => change({ class: name })}
            methods={methods}
          />
        }
      />
    </PlaceLayout>
  );
}

/** Next scan: its pixels at once, its map when this one's is there, so that the person at work never waits behind it. */
function usePrepared(
  next: string | null,
  run: string | null,
  choice: { method: string; layer: string | undefined; class: string | undefined },
  isIdle: boolean,
): void {
  const isHeatShown = useView(state => state.isHeatShown);
  const { method, layer, class: className } = choice;
  useEffect(() => {
    if (next === null) return;
    void queryClient.prefetchQuery(scanQueries.pixels({ item: next }));
    void queryClient.prefetchQuery(itemQueries.show(next));
    if (run === null || !isHeatShown || !isIdle) return;
    void queryClient.prefetchQuery(scanQueries.heatMap({ item: next }, { run, method, layer, class: className }, true));
  }, [next, run, method, layer, className, isHeatShown, isIdle]);
}

function suggestionOf(
  answer: ScanAnswer | undefined,
  labeling: Labeling,
  run: { id: string; name: string } | undefined,
): Suggestion | null {
  const name = answer?.classes[answer.predicted];
  if (answer === undefined || name === undefined || run === undefined || !labeling.classes.includes(name)) return null;
  return { run: run.id, runName: run.name, className: name, probability: answer.probabilities[answer.predicted] ?? 0 };
}

function listHref(filter: ItemFilter): string {
  return hrefOf('data', [filter.dataset, 'items'], filterToQuery(filter));
}

/** P-0043 · OD · file, as far as it is known. */
function nameOf({ patient, eye, path }: ItemDetails): string {
  return [patient, eye, path.split('/').at(-1)].filter(part => part != null).join(' · ');
}
