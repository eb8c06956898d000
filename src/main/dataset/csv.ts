// Comma-separated values after RFC 4180, with the separators and the byte-order mark that spreadsheets write.
import { AppError } from '../../shared/errors.ts';

export interface CsvRow {
  /** Line of the file that the row begins on, from 1. */
  line: number;
  /** Field by column name. */
  fields: Record<string, string>;
}

/**
 * Parses a table whose first row names the columns. The separator is the one of `, ; tab` that the first row has most of.
 * Empty lines are skipped. Errors: `badInput` with the line, for an open quote, text after a closing quote, a row of
 * another length than the first, and an empty or repeated column name.
 */
export function parseCsv(text: string): { columns: string[]; rows: CsvRow[] } {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const records = readRecords(source, separatorOf(source));
  const columns = records[0]?.fields.map(name => name.trim());
  if (columns === undefined)
    throw new AppError('badInput', 'Expected a CSV table with a first row of column names, received an empty text.');
  const repeated = columns.find((name, i) => name === '' || columns.indexOf(name) !== i);
  if (repeated !== undefined) throw badLine(1, `a name for every column, each once, received '${repeated}' empty or twice`);
  const rows = records.slice(1).map(({ line, fields }) => {
    if (fields.length !== columns.length) throw badLine(line, `${columns.length} fields as in the first row, received ${fields.length}`);
    return { line, fields: Object.fromEntries(columns.map((name, i) => [name, fields[i] ?? ''])) };
  });
  return { columns, rows };
}

function readRecords(source: string, separator: string): { line: number; fields: string[] }[] {
  const records: { line: number; fields: string[] }[] = [];
  let [at, line] = [0, 1];
  while (at < source.length) {
    const record = { line, fields: [] as string[] };
    for (;;) {
      let field = '';
      if (source[at] === '"') {
        const opened = line;
        at++;
        for (;;) {
          const close = source.indexOf('"', at);
          if (close < 0) throw badLine(opened, 'a closing quote, received the end of the file');
          field += source.slice(at, close);
          at = close + 1;
          if (source[at] !== '"') break;
          field += '"';
          at++;
        }
        line += field.split('\n').length - 1;
        if (at < source.length && source[at] !== separator && !isLineEnd(source, at)) {
          throw badLine(line, `a separator or a new line after a closing quote, received '${source[at]}'`);
        }
      } else {
        const start = at;
        while (at < source.length && source[at] !== separator && !isLineEnd(source, at)) at++;
        field = source.slice(start, at);
      }
      record.fields.push(field);
      if (source[at] !== separator) break;
      at++;
    }
    at += source[at] === '\r' ? 2 : 1;
    line++;
    if (record.fields.length > 1 || record.fields[0] !== '') records.push(record);
  }
  return records;
}

function isLineEnd(source: string, at: number): boolean {
  return source[at] === '\n' || (source[at] === '\r' && source[at + 1] === '\n');
}

function separatorOf(source: string): string {
  const end = source.indexOf('\n');
  const first = end < 0 ? source : source.slice(0, end);
  const counts = [',', ';', '\t'].map(separator => ({ separator, count: first.split(separator).length }));
  return counts.reduce((best, next) => (next.count > best.count ? next : best)).separator;
}

function badLine(line: number, message: string): AppError {
  return new AppError('badInput', `CSV line ${line}: expected ${message}. Correct the table and try again.`, { details: { line } });
}
