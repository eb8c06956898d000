// The focused scan large, over the grid; Space or Esc closes it, arrows go on to the next.

import type { ItemTile } from '../../../client/api.ts';
import { displayUrl } from '../../../client/pictures.ts';
import { usePictureVersion } from '../../../client/pictureVersions.ts';
import { text } from '../../../text/index.ts';
import { LabelMark } from '../../labeling/index.ts';
import styles from './QuickLook.module.css';

export function QuickLook({ item, classes, onClose }: { item: ItemTile; classes: readonly string[]; onClose: () => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Space and Esc close it (keymap.ts, scope grid)
    <figure className={styles.look} aria-label={text.data.quickLook} onClick={onClose}>
      <img className={styles.picture} src={displayUrl(item.id, usePictureVersion(item.id))} alt={item.path} />
      <figcaption className={styles.caption}>
        <LabelMark className={item.className} state={item.state} classes={classes} />
        <span>
          {[item.patient ?? text.data.patientUnknown, item.eye ?? text.data.eyeUnknown, `${item.widthPx} × ${item.heightPx} px`].join(
            ' · ',
          )}
        </span>
        <span className={styles.path}>{item.path}</span>
      </figcaption>
    </figure>
  );
}
