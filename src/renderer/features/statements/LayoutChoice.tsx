// The ways in which the samples of a bare file may be cut, each with its middle B-scan and the whole depth from the front: a wrong width
// is seen at a glance. Arrow keys go through them; Enter applies.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { miniatureUrl, type VolumeLayout, volumeQueries } from '../../client/queries/volumes.ts';
import { text } from '../../text/index.ts';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import styles from './LayoutChoice.module.css';
import type { Options } from './volumeActs.ts';

const counts = ['columns', 'rows', 'bscans'] as const;
type Cut = Pick<VolumeLayout, (typeof counts)[number]>;
const shownFirst = 4;
/** Twice what is drawn, for dense screens. */
const picturePx = 160;

interface Props {
  view: VolumeView;
  draft: Options;
  onChoose: (cut: Cut) => void;
}

export function LayoutChoice({ view, draft, onChoose }: Props) {
  const query = useQuery(volumeQueries.layouts(view.item));
  const words = text.volumeCheck;
  const { isUpsideDown, isMirrored, isReversed } = draft;
  return (
    <fieldset className={styles.choice}>
      <legend>{words.cuts}</legend>
      <Loaded query={query}>
        {layouts =>
          layouts.length === 0 ? <Note>{words.noCuts}</Note> : <Cuts view={view} layouts={layouts} draft={draft} onChoose={onChoose} />
        }
      </Loaded>
      <p className={styles.order}>{words.cutOrder(isUpsideDown === true, isMirrored === true, isReversed === true)}</p>
    </fieldset>
  );
}

function Cuts({ view, layouts, draft, onChoose }: Props & { layouts: readonly VolumeLayout[] }) {
  const group = useId();
  const [isWhole, setWhole] = useState(false);
  const { shape } = view.header;
  const stored = view.options.filter(({ name }) => isCount(name));
  // What the file is read by now stands in its header, also where nobody has said so.
  const chosen = stored.every(({ name, value }) => draft[name] === value) ? shape : draft;
  const isSame = (layout: VolumeLayout, other: Record<string, unknown>): boolean => counts.every(name => layout[name] === other[name]);
  const shown = isWhole || layouts.slice(shownFirst).some(layout => isSame(layout, chosen)) ? layouts : layouts.slice(0, shownFirst);
  // The numbers in mm change no sample.
  const switches = Object.fromEntries(view.options.filter(({ kind }) => kind === 'switch').map(({ name }) => [name, draft[name]]));
  return (
    <>
      <div className={styles.cuts}>
        {shown.map(layout => {
          const { columns, rows, bscans } = layout;
          const cut = { columns, rows, bscans };
          return (
            <label key={`${columns} ${rows} ${bscans}`} className={styles.cut}>
              <input type="radio" name={group} checked={isSame(layout, chosen)} onChange={() => onChoose(cut)} />
              {(['bscan', 'enFace'] as const).map(of => (
                <img key={of} className={styles[of]} src={miniatureUrl(view.item, of, picturePx, { ...switches, ...cut })} alt="" />
              ))}
              <CutWords layout={layout} isNow={isSame(layout, shape)} />
            </label>
          );
        })}
      </div>
      {shown.length < layouts.length && (
        <Button size="compact-xs" variant="subtle" color="gray" className={styles.more ?? ''} onClick={() => setWhole(true)}>
          {text.volumeCheck.moreCuts(layouts.length - shown.length)}
        </Button>
      )}
    </>
  );
}

function CutWords({ layout: { columns, rows, bscans, protocol, basis }, isNow }: { layout: VolumeLayout; isNow: boolean }) {
  const words = text.volumeCheck;
  const about = [words.cutRows(rows), ...(protocol === null ? [] : [protocol]), words.cutBasis[basis], ...(isNow ? [words.cutNow] : [])];
  return (
    <span className={styles.words}>
      <b>
        <span>{words.cutBscans(bscans)}</span> <span>{words.cutAscans(columns)}</span>
      </b>
      <span>{about.join(' · ')}</span>
    </span>
  );
}

function isCount(name: string): boolean {
  return counts.some(count => count === name);
}
