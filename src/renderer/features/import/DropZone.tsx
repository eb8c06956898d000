// The whole window takes folders and files that are dropped on it; a place that wants them for something else takes them first.
import { IconFolderDown } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { holdsFiles } from '../../client/droppedFiles.ts';
import { text } from '../../text/index.ts';
import styles from './DropZone.module.css';
import { openDropped } from './importState.ts';

export function DropZone() {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const reset = (): void => {
      depth.current = 0;
      setOver(false);
    };
    const onEnter = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer) || isTaken(event)) return;
      depth.current += 1;
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (!holdsFiles(event.dataTransfer)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const onOver = (event: DragEvent): void => {
      // Whatever is dropped, the browser must not leave this page for it.
      event.preventDefault();
      if (isTaken(event)) reset();
    };
    const onDrop = (event: DragEvent): void => {
      event.preventDefault();
      reset();
      if (!isTaken(event) && event.dataTransfer !== null && holdsFiles(event.dataTransfer)) void openDropped(event.dataTransfer);
    };
    addEventListener('dragenter', onEnter);
    addEventListener('dragleave', onLeave);
    addEventListener('dragover', onOver);
    addEventListener('drop', onDrop);
    return () => {
      removeEventListener('dragenter', onEnter);
      removeEventListener('dragleave', onLeave);
      removeEventListener('dragover', onOver);
      removeEventListener('drop', onDrop);
    };
  }, []);
  if (!isOver) return null;
  return (
    <div className={styles.zone}>
      <div className={styles.target}>
        <IconFolderDown size={40} stroke={1.25} aria-hidden />
        <span className={styles.title}>{text.home.drop}</span>
        <span>{text.home.dropText}</span>
      </div>
    </div>
  );
}

/** An element with `data-drop` has a use of its own for what is dropped on it. */
function isTaken(event: DragEvent): boolean {
  return event.target instanceof Element && event.target.closest('[data-drop]') !== null;
}
