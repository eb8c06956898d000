// A CSV table of paths and patients, matched with the files of a folder.
import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { type CsvRow, parseCsv } from '../csv.ts';
import { type FolderListing, type Identification, identityOf } from './patientRule.ts';

const largestTableBytes = 256 * 2 ** 20;

export type ColumnNames = Record<'path' | 'patient' | 'label' | 'eye' | 'date', string>;

/**
 * Reads the table at `csv` (below the root unless absolute) and finds each file's row by its path.
 * Backslashes, a leading `./` and Unicode composition do not matter. Errors: `badInput` with the line for a missing
 * column, an empty path and a path that occurs twice; `notFound` when there is no such table.
 */
export async function readPatientTable(csv: string, names: ColumnNames, folder: FolderListing): Promise<Identification> {
  const rows = rowsByPath(await readTable(isAbsolute(csv) ? csv : join(folder.root, csv)), names, csv);
  const identities = folder.paths.map(path => {
    const key = path.normalize('NFC');
    const fields = rows.get(key)?.fields ?? {};
    rows.delete(key);
    return identityOf({
      patient: fields[names.patient],
      eye: fields[names.eye],
      date: fields[names.date],
      label: fields[names.label],
    });
  });
  return { identities, labelsWin: true, unmatchedRows: [...rows.keys()] };
}

async function readTable(file: string): Promise<ReturnType<typeof parseCsv>> {
  try {
    const { size } = await stat(file);
    if (size > largestTableBytes) throw new AppError('badInput', `Expected a CSV table of at most 256 MB, '${file}' has ${size} bytes.`);
    return parseCsv(new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file)));
  } catch (thrown) {
    const { code, message } =
      thrown instanceof TypeError
        ? new AppError('badInput', 'expected UTF-8 text, received other bytes. Save the table as UTF-8.')
        : toAppError(thrown);
    throw new AppError(code, `Patient table '${file}': ${message}`, { cause: thrown });
  }
}

function rowsByPath(table: ReturnType<typeof parseCsv>, names: ColumnNames, csv: string): Map<string, CsvRow> {
  const missing = [names.path, names.patient].filter(name => !table.columns.includes(name));
  if (missing.length > 0) {
    throw new AppError(
      'badInput',
      `Patient table '${csv}': expected columns '${names.path}' and '${names.patient}', received ${table.columns.join(', ')}. Rename a column or name yours.`,
    );
  }
  const rows = new Map<string, CsvRow>();
  for (const row of table.rows) {
    const key = (row.fields[names.path] ?? '').trim().replaceAll('\\', '/').replace(/^\.\//, '').normalize('NFC');
    if (key === '' || rows.has(key)) {
      const received = key === '' ? 'none' : `'${key}' a second time`;
      throw new AppError('badInput', `Patient table '${csv}', line ${row.line}: expected a path that occurs once, received ${received}.`);
    }
    rows.set(key, row);
  }
  return rows;
}
