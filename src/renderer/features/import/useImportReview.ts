// A folder from the first look to the data set: what its names propose, what its files hold, and the import itself.
import { useEffect, useState } from 'react';
import type { ImportChoices } from '../../../shared/domain/importProposal.ts';
import { api } from '../../client/api.ts';
import { useLongWork } from '../../client/useLongWork.ts';
import { beginImport } from './importing.ts';

type OutcomeOf<Stream> = Stream extends AsyncIterable<infer Entry> ? Extract<Entry, { outcome: unknown }>['outcome'] : never;
export type Proposal = OutcomeOf<Awaited<ReturnType<typeof api.datasets.proposeImport.mutate>>>;
export type Inspection = OutcomeOf<Awaited<ReturnType<typeof api.datasets.inspectFolder.mutate>>>;

/** Someone who types a pattern is not asked about each letter. */
const patienceMs = 300;

/** `isFiles`: volumes among single files come in at once; whoever opens them wants to see them. */
export function useImportReview(folder: string, only: string[] | undefined, isFiles: boolean) {
  const [choices, setChoices] = useState<ImportChoices>(only === undefined ? {} : { only });
  const proposing = useLongWork<Proposal>();
  const inspecting = useLongWork<Inspection>();
  const { start: propose } = proposing;
  const { start: inspect, cancel: stopInspecting } = inspecting;
  useEffect(() => {
    stopInspecting();
    const look = async (): Promise<void> => {
      const proposal = await propose(({ signal }) => api.datasets.proposeImport.mutate({ folder, ...choices }, { signal }));
      if (proposal === null || proposal.images + proposal.volumes === 0) return;
      if (isFiles && proposal.images === 0) {
        return beginImport(folder, { ...requestOf(proposal, only), name: proposal.name, numbered: true });
      }
      await inspect(({ signal }) => api.datasets.inspectFolder.mutate(requestOf(proposal, only), { signal }));
    };
    const timer = setTimeout(look, choices.patientPattern === undefined ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [folder, only, isFiles, choices, propose, inspect, stopInspecting]);
  return {
    choices,
    setChoices: (changed: ImportChoices) => setChoices(known => ({ ...known, ...changed })),
    proposing,
    inspecting,
    /** What was read so far need not be read again. */
    importNow: (proposal: Proposal, name: string): void => {
      stopInspecting();
      void beginImport(folder, { ...requestOf(proposal, only), name });
    },
  };
}

function requestOf({ root, layout, patientPattern, patientTable, ownPatients, slices }: Proposal, only: string[] | undefined) {
  return {
    ...(only === undefined ? {} : { only }),
    ...{ folder: root, layout, ownPatients, slices },
    ...(patientPattern === null ? {} : { patientPattern }),
    ...(patientTable === null ? {} : { manifest: patientTable }),
  };
}
