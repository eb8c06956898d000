// Left panel, centre, right panel of a place (UX §1.1). Panels fold by key and are as wide as the user last made them.
import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { usePreference } from '../client/preferences.ts';
import { text } from '../text/index.ts';
import { useFrame } from './frameState.ts';
import styles from './PlaceLayout.module.css';

interface Props {
  left?: ReactNode;
  right?: ReactNode;
  /** What the panels are called by a screen reader. */
  leftLabel?: string;
  rightLabel?: string;
  /** The centre scrolls by itself unless the place does it, such as a grid or a canvas. */
  isCentreFixed?: boolean;
  children: ReactNode;
}

const widths = { left: { least: 200, usual: 240, most: 360 }, right: { least: 280, usual: 304, most: 420 } } as const;

export function PlaceLayout({ left, right, leftLabel, rightLabel, isCentreFixed = false, children }: Props) {
  const { isLeftFolded, isRightFolded } = useFrame();
  return (
    <div className={styles.layout}>
      {left !== undefined && !isLeftFolded && (
        <Panel side="left" label={leftLabel ?? text.frame.leftPanel}>
          {left}
        </Panel>
      )}
      <main className={styles.centre} data-fixed={isCentreFixed} id="centre" tabIndex={-1}>
        {children}
      </main>
      {right !== undefined && !isRightFolded && (
        <Panel side="right" label={rightLabel ?? text.frame.rightPanel}>
          {right}
        </Panel>
      )}
    </div>
  );
}

function Panel({ side, label, children }: { side: 'left' | 'right'; label: string; children: ReactNode }) {
  const { least, usual, most } = widths[side];
  const [stored, store] = usePreference<number>(`panel.${side}`, usual);
  const [dragged, setDragged] = useState<number | null>(null);
  const start = useRef({ x: 0, width: 0 });
  const width = dragged ?? stored;
  const limited = (px: number): number => Math.round(Math.min(most, Math.max(least, px)));
  const sign = side === 'left' ? 1 : -1;
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    start.current = { x: event.clientX, width };
  };
  const onPointerMove = (event: PointerEvent<HTMLDivElement>) => {
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      setDragged(limited(start.current.width + sign * (event.clientX - start.current.x)));
    }
  };
  const onPointerUp = () => {
    if (dragged !== null) store(dragged);
    setDragged(null);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -8, ArrowRight: 8 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    store(limited(width + sign * step));
  };
  return (
    <aside className={styles.panel} data-side={side} aria-label={label} style={{ width }}>
      <div className={styles.content}>{children}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr> */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label={text.frame.widthOf(label)}
        aria-valuenow={width}
        aria-valuemin={least}
        aria-valuemax={most}
        tabIndex={0}
        className={styles.edge}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onKeyDown={onKeyDown}
        onDoubleClick={() => store(usual)}
      />
    </aside>
  );
}
