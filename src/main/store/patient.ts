// The only table with patient identifiers. Everything else knows a patient by `subject`, the keyed hash of the identifier.
import { z } from 'zod';
import { type Db, rowParser } from './rows.ts';

const patientRowSchema = z.strictObject({ subject: z.string(), identifier: z.string(), createdMs: z.int() });
export type Patient = z.infer<typeof patientRowSchema>;

export function patientTable(db: Db) {
  const parse = rowParser('patient', patientRowSchema);
  const insert = db.prepare<[Patient]>(
    'INSERT INTO patient (subject, identifier, created_ms) VALUES (@subject, @identifier, @createdMs) ON CONFLICT DO NOTHING',
  );
  const bySubject = db.prepare<[string]>('SELECT subject, identifier, created_ms AS createdMs FROM patient WHERE subject = ?');
  const ofDataset = db.prepare<[string]>(`SELECT subject, identifier, created_ms AS createdMs FROM patient
    WHERE subject IN (SELECT subject FROM item WHERE dataset = ?) ORDER BY subject`);
  const remove = db.prepare<[]>('DELETE FROM patient');
  return {
    /** Adds those not there yet. */
    insertMany: (patients: readonly Patient[]): void => {
      db.transaction(() => {
        for (const patient of patients) insert.run(patient);
      })();
    },
    find: (subject: string): Patient | null => {
      const row = bySubject.get(subject);
      return row === undefined ? null : parse(row);
    },
    ofDataset: (dataset: string): Patient[] => ofDataset.all(dataset).map(parse),
    /** Forgets every identifier; items, splits and runs keep working on the hashes. */
    deleteAll: (): void => {
      remove.run();
    },
  };
}
