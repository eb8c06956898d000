// One volume before it is trusted: whose and what it is, where its B-scans lie, three of them, the five lines, the whole data card.
import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { VolumeView } from '../../../../shared/domain/volumeView.ts';
import type { ItemTile } from '../../../client/api.ts';
import { volumeQueries } from '../../../client/queries/volumes.ts';
import { text } from '../../../text/index.ts';
import { Loaded } from '../../../ui/Loaded.tsx';
import { CardLines, type Options, ReadingPictures } from '../../statements/index.ts';
import styles from './Check.module.css';
import { CheckLines } from './CheckLines.tsx';

export function VolumeCheck({ tile }: { tile: ItemTile }) {
  const query = useQuery(volumeQueries.show(tile.id));
  return <Loaded query={query}>{view => <Checked tile={tile} view={view} />}</Loaded>;
}

function Checked({ tile, view }: { tile: ItemTile; view: VolumeView }) {
  const { header, format } = view;
  // What the fields of the format say now, shown before it is set.
  const [draft, setDraft] = useState<Options | null>(null);
  const words = text.volumeCheck;
  const who = [
    tile.patient ?? text.data.patientUnknown,
    header.laterality ?? text.data.eyeUnknown,
    ...(tile.visit === null ? [] : [tile.visit]),
  ];
  return (
    <article className={styles.volume} aria-label={tile.path}>
      <header>
        <h3 className={styles.who}>
          {who.join(' · ')} · {words.scan(header.scanPattern, header.shape.bscans)}
        </h3>
        <p className={styles.file} title={tile.path}>
          <bdi>{tile.path}</bdi>
        </p>
        <p className={styles.format}>
          {format.title}
          {format.proof === 'ownWriter' && (
            <Badge variant="outline" color="yellow" size="sm" title={words.unprovenHint}>
              {words.unproven}
            </Badge>
          )}
        </p>
      </header>
      <ReadingPictures view={view} draft={draft} />
      <CheckLines key={view.version} view={view} onDraft={setDraft} />
      <DataCard view={view} />
    </article>
  );
}

function DataCard({ view: { card } }: { view: VolumeView }) {
  return (
    <details className={styles.card}>
      <summary>{text.volumeCheck.dataCard}</summary>
      {card.map(({ title, lines }) => (
        <div key={title}>
          <h4>{title}</h4>
          <CardLines lines={lines} />
        </div>
      ))}
    </details>
  );
}
