// The ways to tell whose scan a file is.
import { z } from 'zod';
import { compilePattern, matchPaths } from './matchPaths.ts';
import { type FolderListing, type Identification, identityOf, type PatientRule, patientRule } from './patientRule.ts';
import { readPatientTable } from './readPatientTable.ts';

const kermanyNames = String.raw`(?:^|/)(?<label>[^/]+)-(?<patient>\d+)-\d+\.[^./]+$`;

async function identifyByPattern(pattern: string, labelsWin: boolean, { paths }: FolderListing): Promise<Identification> {
  const identities = matchPaths(compilePattern(pattern), paths).map(groups => identityOf(groups ?? {}));
  return { identities, labelsWin, unmatchedRows: [] };
}

export const patientRules = {
  kermanyNames: patientRule({
    name: 'kermanyNames',
    summary: 'Names such as CNV-1016042-1.jpeg: the number in the middle is the patient, whatever the class.',
    reference: 'Kermany et al., Mendeley Data, doi 10.17632/rscbjbr9sj.2',
    params: z.strictObject({}),
    identify: (_, folder) => identifyByPattern(kermanyNames, false, folder),
  }),
  pattern: patientRule({
    name: 'pattern',
    summary: 'A regular expression on the path with a group named patient, and eye, date and label where there are any.',
    reference: 'ECMA-262, named capture groups',
    params: z.strictObject({ pattern: z.string().default(String.raw`(?<patient>\d+)`) }),
    identify: ({ pattern }, folder) => identifyByPattern(pattern, true, folder),
  }),
  table: patientRule({
    name: 'table',
    summary: 'A CSV table with the columns path and patient, and label, eye and date where there are any.',
    reference: 'RFC 4180',
    params: z.strictObject({
      /** Absolute, or below the import folder. */
      csv: z.string().default('patients.csv'),
      path: z.string().default('path'),
      patient: z.string().default('patient'),
      label: z.string().default('label'),
      eye: z.string().default('eye'),
      date: z.string().default('date'),
    }),
    identify: ({ csv, ...names }, folder) => readPatientTable(csv, names, folder),
  }),
  unknown: patientRule({
    name: 'unknown',
    summary: 'Nothing tells the patient.',
    reference: 'none',
    params: z.strictObject({}),
    identify: async (_, { paths }) => ({ identities: paths.map(() => identityOf({})), labelsWin: false, unmatchedRows: [] }),
  }),
} satisfies Record<string, PatientRule>;
