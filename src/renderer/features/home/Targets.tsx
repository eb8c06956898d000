// The two ways to begin, large enough not to be missed.
import { Button } from '@mantine/core';
import { IconFolderOpen, IconPlayerPlay } from '@tabler/icons-react';
import { text } from '../../text/index.ts';
import { CommandKeys } from '../../ui/Kbd.tsx';
import { WithIcon } from '../../ui/WithIcon.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import { openFiles, openFolder, useDemo } from '../import/index.ts';
import styles from './Targets.module.css';

export function Targets() {
  return (
    <div className={styles.targets}>
      <div className={styles.card} data-primary>
        <button type="button" className={styles.target} onClick={() => void openFolder()}>
          <IconFolderOpen size={32} stroke={1.25} aria-hidden />
          <span className={styles.words}>
            <span className={styles.title}>
              {text.home.open} <CommandKeys command="openFolder" />
            </span>
            <span className={styles.text}>{text.home.openText}</span>
            <span className={styles.hint}>{text.home.openHint}</span>
          </span>
        </button>
        <div className={styles.second}>
          <Button size="compact-sm" variant="default" onClick={() => void openFiles()}>
            {text.home.openFiles}
          </Button>
          <span className={styles.hint}>{text.home.openFilesText}</span>
        </div>
      </div>
      <Demo />
    </div>
  );
}

function Demo() {
  const { isWorking, progress, openDemo, cancel } = useDemo();
  const isCounted = progress !== null && progress.total > 0;
  return (
    <div className={styles.card}>
      <button type="button" className={styles.target} disabled={isWorking} onClick={() => openDemo()}>
        <IconPlayerPlay size={32} stroke={1.25} aria-hidden />
        <span className={styles.words}>
          <span className={styles.title}>{text.home.demo}</span>
          {isWorking ? (
            <WorkBar
              share={isCounted ? progress.done / progress.total : null}
              words={isCounted ? text.import.reading(progress.done, progress.total) : text.import.listing}
            />
          ) : (
            <span className={styles.text}>{text.home.demoText}</span>
          )}
        </span>
      </button>
      {isWorking ? (
        <Button className={styles.cancel ?? ''} size="compact-xs" variant="default" onClick={cancel}>
          {text.cancel}
        </Button>
      ) : (
        <div className={styles.second}>
          <Button size="compact-sm" variant="default" onClick={() => openDemo(4)}>
            {text.home.fourClasses}
          </Button>
          <WithIcon icon="alert" tone="warning">
            {text.home.fourClassesText}
          </WithIcon>
        </div>
      )}
      {!isWorking && (
        <a className={styles.attribution} href={text.home.attributionHref} target="_blank" rel="noreferrer">
          {text.home.attribution}
        </a>
      )}
    </div>
  );
}
