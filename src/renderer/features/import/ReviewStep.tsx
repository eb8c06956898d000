// What will be imported, with nothing to fill in: classes, patients, what the files hold. Each can be said otherwise.
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { queries } from '../../client/queries.ts';
import { go, hrefOf } from '../../client/route.ts';
import { text } from '../../text/index.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Note } from '../../ui/Note.tsx';
import { WorkBar } from '../../ui/WorkBar.tsx';
import { ClassPart } from './ClassPart.tsx';
import { FindingPart } from './FindingPart.tsx';
import styles from './ImportDrawer.module.css';
import { StepButtons } from './ImportDrawer.tsx';
import { type Importing, importingShare, importingWords, useImporting } from './importing.ts';
import { openFiles, show } from './importState.ts';
import { PatientPart } from './PatientPart.tsx';
import { SlicePart } from './SlicePart.tsx';
import { type Inspection, type Proposal, useImportReview } from './useImportReview.ts';

interface Props {
  folder: string;
  only?: string[];
  isFiles?: boolean;
}

export function ReviewStep({ folder, only, isFiles = false }: Props) {
  const review = useImportReview(folder, only, isFiles);
  const { proposing, inspecting } = review;
  const { current } = useImporting();
  const importing = current?.folder === folder ? current : null;
  const isWorking = importing?.isWorking === true;
  const [typedName, setTypedName] = useState<string | null>(null);
  const { data: datasets = [] } = useQuery(queries.datasets());
  const proposal = proposing.outcome;
  const name = (typedName ?? proposal?.name ?? '').trim();
  const isTaken = datasets.some(known => known.name === name);
  const back = (
    <Button variant="default" onClick={() => (isFiles ? void openFiles() : show({ kind: 'choose', lost: null }))}>
      {isFiles ? text.import.changeFiles : text.import.changeFolder}
    </Button>
  );
  if (proposal === null || (proposing.error !== null && review.choices.patientPattern === undefined)) {
    return (
      <div className={styles.step}>
        {proposing.error === null ? (
          <WorkBar share={null} words={text.import.listing} />
        ) : (
          <Note tone="danger">{proposing.error.message}</Note>
        )}
        <StepButtons>{back}</StepButtons>
      </div>
    );
  }
  if (isFiles && proposal.images === 0 && proposal.volumes > 0) {
    return <Opening summary={text.import.summary(0, proposal.volumes, 0, proposal.sizeBytes)} importing={importing} back={back} />;
  }
  if (proposal.images + proposal.volumes === 0) {
    return (
      <div className={styles.step}>
        <EmptyState title={text.import.noImages} text={text.import.noImagesText(proposal.files, only ?? [])} />
        <StepButtons>{back}</StepButtons>
      </div>
    );
  }
  const content = contentOf(proposal);
  return (
    <div className={styles.step}>
      <div>
        <p className={styles.folder} title={proposal.root}>
          {proposal.root}
        </p>
        <p className={styles.summary}>{text.import.summary(content.images, content.volumes, proposal.patients, proposal.sizeBytes)}</p>
      </div>
      <Known proposal={proposal} />
      <TextInput
        size="xs"
        label={text.import.name}
        value={typedName ?? proposal.name}
        onChange={event => setTypedName(event.currentTarget.value)}
        error={name === '' ? text.import.nameMissing : isTaken && !isWorking ? text.import.nameTaken : undefined}
        disabled={isWorking}
      />
      <ClassPart proposal={proposal} isDisabled={isWorking} onLayout={layout => review.setChoices({ layout })} />
      <SlicePart proposal={proposal} isDisabled={isWorking} onSlices={slices => review.setChoices({ slices })} />
      {proposal.images === 0 ? (
        <Note>{text.import.patientsInFiles}</Note>
      ) : (
        <PatientPart
          proposal={proposal}
          isDisabled={isWorking}
          error={proposing.error}
          pattern={review.choices.patientPattern}
          onChoices={review.setChoices}
        />
      )}
      <FindingPart work={inspecting} isImporting={isWorking} />
      {importing !== null && importing.error !== null && <Note tone="danger">{importing.error.message}</Note>}
      <StepButtons>
        {isWorking ? (
          <>
            <div className={styles.working}>
              <WorkBar share={importingShare(importing)} words={importingWords(importing)} />
            </div>
            <Button variant="default" onClick={importing.cancel}>
              {text.cancel}
            </Button>
          </>
        ) : (
          <>
            {back}
            <Button
              data-autofocus
              disabled={name === '' || isTaken || proposing.error !== null}
              onClick={() => review.importNow(proposal, name)}
            >
              {importWords(content, inspecting.isWorking ? null : inspecting.outcome)}
            </Button>
          </>
        )}
      </StepButtons>
    </div>
  );
}

/** What will come in, by the names and by what was said of them. */
function contentOf({ images, volumes, slices, sequences }: Proposal): { images: number; volumes: number } {
  if (!slices || sequences === null) return { images, volumes };
  return { images: images - sequences.images, volumes: volumes + sequences.volumes };
}

/** By the names until the files are read. */
function importWords({ images, volumes }: ReturnType<typeof contentOf>, inspection: Inspection | null): string {
  const { items, volumes: ofThem } = inspection?.report ?? { items: images + volumes, volumes };
  return text.import.import(items, items === ofThem);
}

interface OpeningProps {
  summary: string;
  importing: Importing | null;
  back: ReactNode;
}

/** Volumes that are opened one by one come in without a question. */
function Opening({ summary, importing, back }: OpeningProps) {
  const isWorking = importing?.isWorking !== false;
  return (
    <div className={styles.step}>
      <p className={styles.summary}>{summary}</p>
      {importing?.error != null ? (
        <Note tone="danger">{importing.error.message}</Note>
      ) : (
        <WorkBar share={importing === null ? null : importingShare(importing)} words={importingWords(importing ?? { progress: null })} />
      )}
      <StepButtons>
        {isWorking ? (
          <Button
            variant="default"
            onClick={() => {
              importing?.cancel();
              show({ kind: 'closed' });
            }}
          >
            {text.cancel}
          </Button>
        ) : (
          back
        )}
      </StepButtons>
    </div>
  );
}

/** The same folder may be imported twice, but rarely is on purpose. */
function Known({ proposal }: { proposal: Proposal }) {
  const { data: datasets = [] } = useQuery(queries.datasets());
  const [first] = proposal.known;
  const dataset = datasets.find(({ name }) => name === first);
  if (dataset === undefined) return null;
  return (
    <div className={styles.known}>
      <Note tone="warning">{text.import.known(proposal.known)}</Note>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() => {
          show({ kind: 'closed' });
          go(hrefOf('data', [dataset.id, 'items']));
        }}
      >
        {text.import.openKnown(dataset.name)}
      </Button>
    </div>
  );
}
