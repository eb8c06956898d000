// The localizer with the places of the B-scans on it, and the first, the middle and the last of them, as they are read now or would be.
import { useDebouncedValue } from '@mantine/hooks';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { bscanMarks, bscanOnLocalizer } from '../../../shared/scanPlaces.ts';
import { bscanUrl, localizerUrl } from '../../client/pictures.ts';
import { previewUrl } from '../../client/queries/volumes.ts';
import { text } from '../../text/index.ts';
import { KeptPicture } from '../../ui/KeptPicture.tsx';
import styles from './ReadingPictures.module.css';
import type { Options } from './volumeActs.ts';

/** The usual stretch of B-scans where their spacing is known (UX §3.1). */
const stretch = 3;
const typingMs = 300;
/** Wider than that, a picture fills its place from side to side, not from top to bottom. */
const widest = 1.4;

interface Props {
  view: VolumeView;
  draft: Options | null;
  /** In a side panel, where the fundus stands elsewhere. */
  isNarrow?: boolean;
}

export function ReadingPictures({ view, draft, isNarrow = false }: Props) {
  const isOther = draft !== null && view.options.some(({ name, value }) => draft[name] !== value);
  const [shown] = useDebouncedValue(isOther ? draft : null, typingMs);
  const { header } = view;
  const count = typeof shown?.bscans === 'number' && shown.bscans >= 1 ? shown.bscans : header.shape.bscans;
  const frames = [...new Set([0, count >> 1, count - 1])];
  const { column, row } = header.spacingUm;
  const isStretched = shown === null && column !== null && row !== null;
  const hasLines = !isNarrow && header.localizer !== null && header.bscans.some(({ path }) => path !== null);
  const aspect = isStretched ? (header.shape.columns * column.value) / (header.shape.rows * row.value * stretch) : null;
  return (
    <figure className={styles.pictures} data-draft={draft !== null} data-narrow={isNarrow}>
      {!isNarrow && <Localizer view={view} frames={frames} />}
      {frames.map(frame => (
        <Bscan
          key={frame}
          url={shown === null ? bscanUrl(view, frame) : previewUrl(view.item, frame, shown)}
          aspect={aspect}
          view={view}
          frame={frame}
          count={count}
        />
      ))}
      <figcaption className={styles.caption}>
        {isStretched ? text.volumeCheck.stretched(stretch) : text.volumeCheck.pixels}
        {hasLines && ` ${text.volumeCheck.shownLines}`}
      </figcaption>
    </figure>
  );
}

function Localizer({ view, frames }: { view: VolumeView; frames: readonly number[] }) {
  const { localizer, bscans } = view.header;
  if (localizer === null) return <div className={styles.noPicture}>{text.volumeCheck.noLocalizer}</div>;
  const lines = bscans.map((_, bscan) => bscanOnLocalizer(view.header, bscan));
  return (
    <div className={styles.picture}>
      <svg
        className={styles.localizer}
        viewBox={`0 0 ${localizer.columns} ${localizer.rows}`}
        role="img"
        aria-label={text.volumeCheck.localizer(lines.filter(line => line !== null).length)}
      >
        <image href={localizerUrl(view)} width={localizer.columns} height={localizer.rows} />
        {lines.map((line, bscan) => {
          const isShown = frames.includes(bscan);
          // biome-ignore lint/suspicious/noArrayIndexKey: a B-scan is its number
          return line === null ? null : <Place key={bscan} line={line} isShown={isShown} />;
        })}
      </svg>
    </div>
  );
}

function Place({ line, isShown }: { line: NonNullable<ReturnType<typeof bscanOnLocalizer>>; isShown: boolean }) {
  const classes = isShown ? [styles.casing, styles.shownLine] : [styles.line];
  return classes.map(className =>
    line.kind === 'line' ? (
      <line key={className} className={className} x1={line.start.x} y1={line.start.y} x2={line.end.x} y2={line.end.y} />
    ) : (
      <ellipse key={className} className={className} cx={line.centre.x} cy={line.centre.y} rx={line.radiusX} ry={line.radiusY} />
    ),
  );
}

interface BscanProps {
  url: string;
  /** Width by height on screen; null for the picture's own. */
  aspect: number | null;
  view: VolumeView;
  frame: number;
  count: number;
}

function Bscan({ url, aspect, view, frame, count }: BscanProps) {
  const [first, last] = [bscanMarks(view.header, frame)[0], bscanMarks(view.header, frame).at(-1)];
  const isLine = view.header.bscans[frame]?.path?.kind === 'line';
  return (
    <div className={styles.picture}>
      <KeptPicture
        url={url}
        alt={text.volumeCheck.bscan(frame + 1, count)}
        className={styles.bscan}
        style={aspect === null ? undefined : { aspectRatio: aspect, objectFit: 'fill' }}
        data-wide={aspect !== null && aspect > widest}
      />
      <span className={styles.chip}>{text.volumeCheck.bscan(frame + 1, count)}</span>
      {isLine && first !== undefined && <span className={styles.start}>{first.mark}</span>}
      {isLine && last !== undefined && <span className={styles.end}>{last.mark}</span>}
    </div>
  );
}
