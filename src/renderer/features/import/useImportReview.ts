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

export function useImportReview(folder: string) {
  const [choices, setChoices] = useState<ImportChoices>({});
  const proposing = useLongWork<Proposal>();
  const inspecting = useLongWork<Inspection>();
  const { start: propose } = proposing;
  const { start: inspect, cancel: stopInspecting } = inspecting;
  useEffect(() => {
    stopInspecting();
    const look = async (): Promise<void> => {
      const proposal = await propose(({ signal }) => api.datasets.proposeImport.mutate({ folder, ...choices }, { signal }));
      if (proposal !== null && proposal.images > 0) {
        await inspect(({ signal }) => api.datasets.inspectFolder.mutate(requestOf(proposal), { signal }));
      }
    };
    const timer = setTimeout(look, choices.patientPattern === undefined ? 0 : patienceMs);
    return () => clearTimeout(timer);
  }, [folder, choices, propose, inspect, stopInspecting]);
  return {
    choices,
    setChoices: (changed: ImportChoices) => setChoices(known => ({ ...known, ...changed })),
    proposing,
    inspecting,
    /** What was read so far need not be read again. */
    importNow: (proposal: Proposal, name: string): void => {
      stopInspecting();
      void beginImport(folder, { ...requestOf(proposal), name });
    },
  };
}

function requestOf({ root, layout, patientPattern, patientTable, ownPatients }: Proposal) {
  return {
    ...{ folder: root, layout, ownPatients },
    ...(patientPattern === null ? {} : { patientPattern }),
    ...(patientTable === null ? {} : { manifest: patientTable }),
  };
}
