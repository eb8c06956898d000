// Reading DICOM attributes as what they mean: texts in their character set, dates, numbers, and the functional groups of multi-frame objects.
import type { DataSet } from 'dicom-parser';
import type { PatientIdentity } from '../volumeFormat.ts';

/** Character sets (PS3.3 C.12.1.1.2) as the web calls them; those with code extensions keep their first. */
const encodings: Readonly<Record<string, string>> = {
  'ISO_IR 192': 'utf-8',
  'ISO_IR 101': 'iso-8859-2',
  'ISO_IR 109': 'iso-8859-3',
  'ISO_IR 110': 'iso-8859-4',
  'ISO_IR 144': 'iso-8859-5',
  'ISO_IR 127': 'iso-8859-6',
  'ISO_IR 126': 'iso-8859-7',
  'ISO_IR 138': 'iso-8859-8',
  'ISO_IR 148': 'windows-1254',
  'ISO_IR 13': 'shift_jis',
  'ISO_IR 166': 'windows-874',
  GB18030: 'gb18030',
  GBK: 'gbk',
};

/** A text in the file's character set; null where missing or empty. */
export function textOf(data: DataSet, tag: string): string | null {
  const element = data.elements[tag];
  if (element === undefined || element.length === 0 || element.dataOffset + element.length > data.byteArray.length) return null;
  const set =
    data
      .string('x00080005')
      ?.replace('ISO 2022 IR', 'ISO_IR')
      .split('\\')
      .find(part => part !== '') ?? '';
  const bytes = data.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
  const text = new TextDecoder(encodings[set] ?? 'windows-1252').decode(bytes).replace(/\0/g, '').trim();
  return text === '' ? null : text;
}

/** Numbers of a DS, IS, FD, FL or US element, whichever its length and representation allow; empty where missing. */
export function decimals(data: DataSet, tag: string): number[] {
  const count = data.elements[tag] === undefined ? 0 : Math.min(data.numStringValues(tag) ?? 0, 64);
  return Array.from({ length: count }, (_, i) => data.floatString(tag, i) ?? Number.NaN).filter(Number.isFinite);
}

/** Every number of an FL element; empty where one is none. */
export function float32s(data: DataSet, tag: string): number[] {
  const element = data.elements[tag];
  const count = element === undefined ? 0 : Math.min(element.length, data.byteArray.length - element.dataOffset) >> 2;
  const values = Array.from({ length: count }, (_, i) => data.float(tag, i) ?? Number.NaN);
  return values.every(Number.isFinite) ? values : [];
}

/** The first item of a sequence. */
export function itemOf(data: DataSet | undefined, tag: string): DataSet | undefined {
  return data?.elements[tag]?.items?.[0]?.dataSet;
}

/** A functional group macro of one frame (PS3.3 C.7.6.16): the frame's own, else the shared one, else the data set itself. */
export function macroOf(data: DataSet, frame: number, tag: string): DataSet | undefined {
  const own = data.elements.x52009230?.items?.[frame]?.dataSet;
  return itemOf(own, tag) ?? itemOf(itemOf(data, 'x52009229'), tag);
}

/** ISO 8601 from DT, or from DA and TM; null where there is no whole date. */
export function dateTime(date: string | null | undefined, time: string | null | undefined = null): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})(\d{2})?(\d{2})?(\d{2})?/.exec(date ?? '');
  if (match === null) return null;
  const [, year, month, day] = match;
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  const clock = /^(\d{2}):?(\d{2}):?(\d{2})?/.exec(
    match[4] === undefined ? (time ?? '') : `${match[4]}${match[5] ?? '00'}${match[6] ?? '00'}`,
  );
  const zone = /([+-]\d{2})(\d{2})$/.exec(match[4] === undefined ? '' : (date ?? ''));
  const text = `${year}-${month}-${day}`;
  return clock === null ? text : `${text}T${clock[1]}:${clock[2]}:${clock[3] ?? '00'}${zone === null ? '' : `${zone[1]}:${zone[2]}`}`;
}

export function patientOf(data: DataSet): PatientIdentity {
  const sex = textOf(data, 'x00100040');
  return {
    identifier: textOf(data, 'x00100020'),
    name: textOf(data, 'x00100010'),
    birthDate: dateTime(data.string('x00100030'))?.slice(0, 10) ?? null,
    sex: sex === 'F' || sex === 'M' || sex === 'O' ? sex : null,
  };
}

const identifying: Readonly<Record<string, string>> = {
  x00100010: 'name',
  x00100020: 'patient id',
  x00100030: 'birth date',
  x00100040: 'sex',
  x00101010: 'age',
  x00101040: 'address',
  x00102154: 'telephone',
  x00080050: 'accession number',
  x00080080: 'institution',
  x00080081: 'institution address',
  x00080090: 'referring physician',
  x00081050: 'performing physician',
  x00081070: 'operator',
  x00181000: 'device serial number',
  x00080020: 'study date',
  x0020000d: 'study UID',
};

/** Kinds of identifiers that are filled in; never their values. */
export function identifiersOf(data: DataSet): string[] {
  return Object.entries(identifying)
    .filter(([tag]) => (data.elements[tag]?.length ?? 0) > 0)
    .map(([, kind]) => kind);
}
