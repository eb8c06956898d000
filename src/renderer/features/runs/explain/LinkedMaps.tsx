// Up to four heat maps in a grid; zoom and place are shared, so that the same spot of each is compared.
// biome-ignore-all lint/a11y/useSemanticElements: a frame that is moved and enlarged by keyboard is no set of fields
// biome-ignore-all lint/a11y/noNoninteractiveTabindex: as above
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from 'react';
import { formatShare } from '../../../../shared/units.ts';
import { hrefOf } from '../../../client/route.ts';
import { text } from '../../../text/index.ts';
import { runFileUrl } from '../config/FilesTab.tsx';
import styles from './ExplainTab.module.css';
import type { ShownMap } from './ExplainTab.tsx';

interface View {
  zoom: number;
  /** Shift of the picture in shares of its frame. */
  x: number;
  y: number;
}

const whole: View = { zoom: 1, x: 0, y: 0 };
const mostZoom = 16;

export function LinkedMaps({ maps }: { maps: ShownMap[] }) {
  const [view, setView] = useState(whole);
  return (
    <div className={styles.grid} data-count={maps.length}>
      {maps.map(map => (
        <OneMap key={map.key} map={map} view={view} onView={setView} />
      ))}
    </div>
  );
}

function OneMap({ map, view, onView }: { map: ShownMap; view: View; onView: (view: View) => void }) {
  const { row, classes, run } = map;
  const { path, predicted, explained, probabilities, massOnFill, overlay, flat, method, layer, maximum, item } = row;
  const name = path.split('/').at(-1) ?? path;
  const frame = useRef<HTMLDivElement>(null);
  const newest = useRef({ view, onView });
  newest.current = { view, onView };
  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent): void => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      newest.current.onView(zoomed(newest.current.view, Math.exp(-event.deltaY / 300)));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, []);
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if ((event.buttons & 1) === 0) return;
    const { width, height } = event.currentTarget.getBoundingClientRect();
    onView(limited({ ...view, x: view.x + event.movementX / width, y: view.y + event.movementY / height }));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = 0.1;
    const next: Record<string, View> = {
      '+': zoomed(view, 1.25),
      '-': zoomed(view, 0.8),
      ArrowLeft: { ...view, x: view.x + step },
      ArrowRight: { ...view, x: view.x - step },
      ArrowUp: { ...view, y: view.y + step },
      ArrowDown: { ...view, y: view.y - step },
      '0': whole,
    };
    const chosen = next[event.key];
    if (chosen === undefined || event.ctrlKey) return;
    event.preventDefault();
    onView(limited(chosen));
  };
  const notes = [
    `${classes[predicted]} ${formatShare(probabilities[predicted] ?? Number.NaN, 100)}`,
    ...(explained === predicted ? [] : [`map for ${classes[explained]}`]),
    `${text.viewer.methods[method] ?? method} at ${layer}`,
    `maximum ${maximum.toPrecision(2)}`,
    ...(massOnFill === null ? [] : [`${formatShare(massOnFill, 100)} of the map on border fill`]),
  ];
  return (
    <figure className={styles.figure}>
      <div
        ref={frame}
        className={styles.picture}
        role="group"
        aria-label={`${name}. ${text.run.mapKeys}`}
        tabIndex={0}
        onPointerMove={onPointerMove}
        onDoubleClick={() => onView(whole)}
        onKeyDown={onKeyDown}
      >
        {overlay === null ? (
          <span className={styles.flat}>{flat ?? text.run.noMap}</span>
        ) : (
          <img
            src={runFileUrl(run, overlay)}
            alt={`${text.viewer.methods[method] ?? method} heat map of ${name} for ${classes[explained]}`}
            draggable={false}
            style={{
              transform: `translate(${100 * view.x}%, ${100 * view.y}%) scale(${view.zoom})`,
              imageRendering: view.zoom > 2 ? 'pixelated' : 'auto',
            }}
          />
        )}
      </div>
      <figcaption className={styles.caption}>
        <a href={hrefOf('label', [item])} className={styles.name} title={path}>
          {name}
        </a>
        {notes.join(' · ')}
      </figcaption>
    </figure>
  );
}

function zoomed(view: View, factor: number): View {
  const zoom = Math.min(mostZoom, Math.max(1, view.zoom * factor));
  const scale = zoom / view.zoom;
  return limited({ zoom, x: view.x * scale, y: view.y * scale });
}

/** The picture never leaves its frame. */
function limited({ zoom, x, y }: View): View {
  const most = (zoom - 1) / 2;
  return { zoom, x: Math.min(most, Math.max(-most, x)), y: Math.min(most, Math.max(-most, y)) };
}
