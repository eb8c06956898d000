// Where a prediction begins: files dropped or chosen, what is on its way, what went wrong.
import { Button, FileButton, Loader } from '@mantine/core';
import { IconCloudUpload } from '@tabler/icons-react';
import { bridge } from '../../client/bridge.ts';
import { text } from '../../text/index.ts';
import { Note } from '../../ui/Note.tsx';
import styles from './DropTarget.module.css';
import { predictChosen, predictFiles, usePredicting } from './usePredicting.ts';

export function DropTarget({ run }: { run: string }) {
  const words = text.predict;
  const { step, error, cancel } = usePredicting();
  return (
    <div className={styles.page}>
      <div className={styles.target}>
        <IconCloudUpload size={40} stroke={1.25} aria-hidden />
        <h2 className={styles.title}>{words.drop}</h2>
        <p className={styles.hint}>{words.dropHint}</p>
        {step === null ? <Choosing run={run} /> : <OnItsWay />}
        {step !== null && (
          <Button variant="default" onClick={cancel}>
            {words.cancel}
          </Button>
        )}
      </div>
      {error !== null && (
        <div className={styles.error}>
          <Note tone="danger">{error.message}</Note>
          <RefusedOf details={error.details} />
        </div>
      )}
      <p className={styles.notice}>{words.notice}</p>
    </div>
  );
}

function Choosing({ run }: { run: string }) {
  const words = text.predict;
  if (bridge !== null) {
    return (
      <div className={styles.actions}>
        <Button onClick={() => void predictChosen(run, 'files')}>{words.choose}</Button>
        <Button variant="default" onClick={() => void predictChosen(run, 'folder')}>
          {words.chooseFolder}
        </Button>
      </div>
    );
  }
  return (
    <FileButton multiple onChange={files => files.length > 0 && void predictFiles(run, files)}>
      {props => <Button {...props}>{words.choose}</Button>}
    </FileButton>
  );
}

function OnItsWay() {
  const words = text.predict;
  const { step } = usePredicting();
  if (step === null) return null;
  return (
    <p role="status" className={styles.way}>
      <Loader size={12} color="var(--hint)" mr={8} />
      {step.kind === 'reading'
        ? words.reading(step.done, step.total)
        : words.sending(step.progress.files, step.progress.totalFiles, step.progress.sentBytes, step.progress.totalBytes)}
    </p>
  );
}

/** Each file that could not be read, where no file could. */
function RefusedOf({ details }: { details: Record<string, unknown> }) {
  const { refused } = details;
  // The message itself tells of the first.
  if (!Array.isArray(refused) || refused.length < 2) return null;
  return (
    <ul className={styles.refused}>
      {refused.slice(0, 20).map((entry: { name?: string; reason?: string }) => (
        <li key={entry.name}>{entry.reason}</li>
      ))}
    </ul>
  );
}
