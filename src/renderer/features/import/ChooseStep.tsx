// Which folder: begins where the last one was opened.
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { folderQueries } from '../../client/queries/folders.ts';
import { text } from '../../text/index.ts';
import { FolderPicker } from '../../ui/FolderPicker.tsx';
import { Loaded } from '../../ui/Loaded.tsx';
import { Note } from '../../ui/Note.tsx';
import styles from './ImportDrawer.module.css';
import { StepButtons } from './ImportDrawer.tsx';
import { type LostFolder, show } from './importState.ts';

export function ChooseStep({ lost }: { lost: LostFolder | null }) {
  const query = useQuery(folderQueries.places());
  return (
    <Loaded query={query}>
      {places => {
        const start = places.find(({ kind }) => kind === 'recent') ?? places[0];
        return <Choose lost={lost} start={start?.path ?? '/'} />;
      }}
    </Loaded>
  );
}

function Choose({ lost, start }: { lost: LostFolder | null; start: string }) {
  const [path, setPath] = useState(start);
  const { isSuccess } = useQuery(folderQueries.list(path));
  return (
    <div className={styles.choose}>
      {lost !== null && <Note>{text.import.relinkText(lost.path)}</Note>}
      <FolderPicker path={path} onPath={setPath} />
      <StepButtons>
        <Button variant="default" onClick={() => show({ kind: 'closed' })}>
          {text.cancel}
        </Button>
        <Button
          disabled={!isSuccess}
          onClick={() => show(lost === null ? { kind: 'review', folder: path } : { kind: 'relink', lost, folder: path })}
        >
          {lost === null ? text.folder.choose : text.folder.relinkHere}
        </Button>
      </StepButtons>
    </div>
  );
}
