// One scan in the grid: its picture whole on black, its label below, beside patient and eye. Few elements: a screen holds a hundred.
import { IconFlag } from '@tabler/icons-react';
import { type MouseEvent, memo } from 'react';
import type { ItemTile as Tile } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { ClassSwatch } from '../../labeling/index.ts';
import styles from './ItemTile.module.css';
import { Picture } from './Picture.tsx';

interface Props {
  id: string;
  item: Tile | undefined;
  index: number;
  classes: readonly string[];
  widthPx: number;
  heightPx: number;
  isSelected: boolean;
  isFocused: boolean;
  onPress: (index: number, event: MouseEvent) => void;
  onOpen: (index: number) => void;
}

export const ItemTile = memo(function ItemTile(props: Props) {
  const { id, item, index, classes, widthPx, heightPx, isSelected, isFocused, onPress, onOpen } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the focus and answers the keys (keymap.ts, scope grid)
    // biome-ignore lint/a11y/useFocusableInteractive: the grid names its active cell
    // biome-ignore lint/a11y/useSemanticElements: a cell of a grid, not of a table of data
    <div
      id={id}
      role="gridcell"
      aria-selected={isSelected}
      aria-label={item === undefined ? text.loading : tileWords(item)}
      data-focused={isFocused}
      className={styles.tile}
      style={{ width: widthPx }}
      onClick={event => onPress(index, event)}
      onDoubleClick={() => onOpen(index)}
    >
      {item === undefined ? (
        <div className={styles.waiting} style={{ height: heightPx }} />
      ) : (
        <Picture item={item.id} heightPx={heightPx} />
      )}
      {item !== undefined && item.series !== null && (
        <>
          <span className={styles.bscans}>{text.data.bscans(item.bscans)}</span>{' '}
        </>
      )}
      {item?.isFlagged === true && (
        <span className={styles.flag} title={text.data.flagged}>
          <IconFlag size={14} stroke={1.5} aria-hidden />
        </span>
      )}
      {item !== undefined && <Caption item={item} classes={classes} />}
    </div>
  );
});

function Caption({ item, classes }: { item: Tile; classes: readonly string[] }) {
  const { className, state, answer } = item;
  return (
    <span className={styles.caption} data-state={state}>
      {className === null ? <i className={styles.none} data-state={state} /> : <ClassSwatch name={className} classes={classes} />}
      <b className={styles.label}>{className ?? text.data.states[state]}</b>{' '}
      {answer === null ? (
        <span className={styles.who}>{whoWords(item)}</span>
      ) : (
        <span className={styles.who}>
          <ClassSwatch name={answer.predicted} classes={classes} isModel /> {answer.predicted} {text.data.percent(answer.probability)}
        </span>
      )}
    </span>
  );
}

function whoWords({ patient, eye }: Tile): string {
  return [patient ?? text.data.patientUnknown, ...(eye === null ? [] : [eye])].join(' · ');
}

/** Begins with what the tile shows. */
function tileWords(item: Tile): string {
  const { className, state, answer, isFlagged, path, series, bscans, visit } = item;
  const shown = answer === null ? whoWords(item) : `${answer.predicted} ${text.data.percent(answer.probability)}`;
  const badge = series === null ? '' : `${text.data.bscans(bscans)} `;
  return [
    `${badge}${className ?? text.data.states[state]} ${shown}`,
    ...(visit === null ? [] : [visit]),
    ...(isFlagged ? [text.data.flagged] : []),
    path,
  ].join(', ');
}
