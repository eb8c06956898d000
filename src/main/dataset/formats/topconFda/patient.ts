// Who was scanned, kept apart; and which kinds of identifiers the file holds. Newer files encrypt the patient: what Topcon hides stays hidden.
import { noPatient } from '../arraySeries.ts';
import { textOf } from '../heidelberg/text.ts';
import type { PatientIdentity } from '../volumeFormat.ts';
import { dateOf, type smallChunks } from './scanFacts.ts';

const sexes: Readonly<Record<number, PatientIdentity['sex']>> = { 1: 'M', 2: 'F', 3: 'O' };

export async function readPatient(
  small: ReturnType<typeof smallChunks>,
  hasLabel: boolean,
): Promise<{ patient: PatientIdentity; identifiers: string[] }> {
  const plain = await small('@PATIENT_INFO_02', 111);
  const encrypted = await small('@PATIENT_INFO_03', 1);
  const more = await small('@PATIENTEXT_INFO', 32);
  const patient = plain === null ? noPatient : identityOf(plain);
  const kinds: readonly (readonly [string, boolean])[] = [
    ['patient ID', patient.identifier !== null],
    ['name', patient.name !== null],
    ['birth date', patient.birthDate !== null],
    ['sex', patient.sex !== null],
    ['further patient details', plain?.subarray(111).some(byte => byte !== 0) ?? false],
    ['patient details, encrypted', encrypted !== null],
    ['ethnic group', more !== null && textOf(more.subarray(0, 32)) !== null],
    ['free text', hasLabel],
  ];
  return { patient, identifiers: kinds.filter(([, isThere]) => isThere).map(([kind]) => kind) };
}

function identityOf(bytes: Buffer): PatientIdentity {
  const text = (at: number) => textOf(bytes.subarray(at, at + 32));
  const name = [text(64), text(32)].filter(part => part !== null).join(', ');
  return {
    identifier: text(0),
    name: name === '' ? null : name,
    birthDate: dateOf(bytes.readUInt16LE(105), bytes.readUInt16LE(107), bytes.readUInt16LE(109)),
    sex: sexes[bytes.readUInt8(104)] ?? null,
  };
}
