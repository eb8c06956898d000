// Below the grid: how many scans and patients are shown, how many are not, and the size of the tiles.
import { Slider } from '@mantine/core';
import type { ItemFacets } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import styles from './GridFooter.module.css';

export const tileSizesPx = { least: 96, usual: 144, most: 320 } as const;

/** On a large screen tiles grow as well as their number. */
export function usualTilePx(windowPx: number): number {
  const grown = tileSizesPx.usual + 16 * Math.floor((windowPx - 1920) / 320);
  return Math.min(tileSizesPx.most, Math.max(tileSizesPx.usual, grown));
}

interface Props {
  facets: ItemFacets | undefined;
  selected: number;
  tilePx: number;
  onTilePx: (px: number) => void;
}

export function GridFooter({ facets, selected, tilePx, onTilePx }: Props) {
  return (
    <footer className={styles.footer}>
      <span className={styles.counts} role="status">
        {facets !== undefined &&
          text.data.footer(facets.matching, facets.matchingPatients, facets.total - facets.matching, facets.excluded)}
        {selected > 1 && ` · ${text.data.selected(selected)}`}
      </span>
      <Slider
        className={styles.slider}
        size="xs"
        min={tileSizesPx.least}
        max={tileSizesPx.most}
        step={16}
        label={null}
        thumbLabel={text.data.tileSize}
        value={tilePx}
        onChange={onTilePx}
      />
    </footer>
  );
}
