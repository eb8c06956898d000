// The right panel: the chosen scan's picture, label, data card, models and history; of several, what can be said of them at once.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ItemDetails } from '../../../client/api.ts';
import { itemQueries } from '../../../client/queries/items.ts';
import { commandSpec } from '../../../keyboard/keymap.ts';
import { text } from '../../../text/index.ts';
import { Keys } from '../../../ui/Kbd.tsx';
import { Loaded } from '../../../ui/Loaded.tsx';
import { Panel, PanelHint, PanelPart, PanelSection } from '../../../ui/Panel.tsx';
import { ClassButtons, ClassSwatch, LabelHistory, type Labeling, LabelMark } from '../../labeling/index.ts';
import styles from './Inspector.module.css';
import { ItemCard } from './ItemCard.tsx';
import { Picture } from './Picture.tsx';

interface Props {
  ids: readonly string[];
  labeling: Labeling;
  /** The list shows what was left out. */
  isExcluded: boolean;
  onOpen: () => void;
  onExclude: () => void;
}

export function Inspector({ ids, labeling, isExcluded, onOpen, onExclude }: Props) {
  const [only] = ids;
  if (only === undefined) return <PanelHint>{text.data.nothingSelected}</PanelHint>;
  if (ids.length === 1) return <OneItem id={only} labeling={labeling} onOpen={onOpen} onExclude={onExclude} />;
  return (
    <Panel>
      <PanelSection title={text.data.several(ids.length)}>
        <ClassButtons labeling={labeling} items={ids} current={null} isUngradable={false} />
        <Actions isExcluded={isExcluded} onExclude={onExclude} />
      </PanelSection>
    </Panel>
  );
}

function OneItem({ id, labeling, onOpen, onExclude }: Omit<Props, 'ids' | 'isExcluded'> & { id: string }) {
  const query = useQuery(itemQueries.show(id));
  return (
    <Panel>
      <Picture item={id} px={512} heightPx={186} />
      <Loaded query={query}>
        {details => (
          <>
            <div className={styles.now}>
              <LabelMark className={details.className} state={details.state} classes={labeling.classes} />
              <Button size="compact-xs" variant="default" rightSection={<Keys keys={commandSpec('openItem').keys} />} onClick={onOpen}>
                {text.data.open}
              </Button>
            </div>
            <ClassButtons labeling={labeling} items={[id]} current={details.className} isUngradable={details.state === 'ungradable'} />
            <Actions isExcluded={details.isExcluded} onExclude={onExclude} />
            <ItemCard details={details} />
            <Models details={details} classes={labeling.classes} />
            <PanelPart caption={text.data.history}>
              <LabelHistory history={details.history} />
            </PanelPart>
          </>
        )}
      </Loaded>
    </Panel>
  );
}

function Actions({ isExcluded, onExclude }: { isExcluded: boolean; onExclude: () => void }) {
  return (
    <Button
      size="compact-xs"
      variant="default"
      className={styles.action ?? ''}
      rightSection={<Keys keys={commandSpec('excludeItems').keys} />}
      onClick={onExclude}
    >
      {isExcluded ? text.data.takeIn : text.data.leaveOut}
    </Button>
  );
}

const modelsShown = 5;

function Models({ details: { predictions }, classes }: { details: ItemDetails; classes: readonly string[] }) {
  return (
    <PanelPart caption={text.data.predictions}>
      {predictions.length === 0 && <PanelHint>{text.data.noPredictions}</PanelHint>}
      {predictions.slice(0, modelsShown).map(({ run, name, predicted, probability, part }) => (
        <div key={`${run} ${part}`} className={styles.model}>
          <ClassSwatch name={predicted} classes={classes} isModel />
          <span>{predicted}</span>
          <span className={styles.share}>{text.data.percent(probability)}</span>
          <span className={styles.run} title={name}>
            {name} · {text.data.parts[part] ?? part}
          </span>
        </div>
      ))}
    </PanelPart>
  );
}
