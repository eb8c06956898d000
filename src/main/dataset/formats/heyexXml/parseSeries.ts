// What HEYEX's XML export says of one series: its localizer and B-scans with their files, in the order of the file.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { PatientIdentity } from '../volumeFormat.ts';
import type { XmlNode } from '../xml.ts';

export interface XmlImage {
  /** Without its folder. */
  readonly file: string;
  readonly rows: number;
  readonly columns: number;
  readonly scaleMm: { readonly row: number | null; readonly column: number | null };
  /** mm from the localizer's upper left corner; the end of a circle is its centre. */
  readonly startMm: readonly [x: number, y: number] | null;
  readonly endMm: readonly [x: number, y: number] | null;
  readonly quality: number | null;
  readonly averaged: number | null;
  /** ISO 8601, in the clinic's time. */
  readonly acquiredAt: string | null;
  readonly lines: readonly { readonly name: string; readonly heights: Float32Array }[];
}

export interface XmlSeries {
  readonly id: string | null;
  /** As HEYEX calls it: Volume, Section, Circle … */
  readonly type: string | null;
  readonly laterality: Laterality | null;
  readonly localizer: XmlImage | null;
  readonly bscans: readonly XmlImage[];
}

export function parsePatient(patient: XmlNode): PatientIdentity {
  const sex = patient.text('Sex');
  const name = [patient.text('LastName'), patient.text('FirstNames')].filter(part => part !== null).join(', ');
  return {
    identifier: patient.text('PatientID') ?? patient.text('ID'),
    name: name === '' ? null : name,
    birthDate: dateOf(patient, 'Birthdate/Date'),
    sex: sex === 'F' || sex === 'M' ? sex : null,
  };
}

export function parseSeries(series: XmlNode, study: XmlNode): XmlSeries {
  const images = series.all('Image');
  const studyDate = dateOf(study, 'StudyDate/Date');
  const ofType = (type: string) => images.filter(image => image.text('ImageType/Type')?.toUpperCase() === type);
  const localizer = ofType('LOCALIZER')[0];
  const eye = series.text('Laterality') ?? images[0]?.text('Laterality') ?? null;
  return {
    id: series.text('ID'),
    type: series.text('Type'),
    laterality: eye === 'R' ? 'OD' : eye === 'L' ? 'OS' : null,
    localizer: localizer === undefined ? null : parseImage(localizer, studyDate),
    bscans: ofType('OCT').flatMap(image => parseImage(image, studyDate) ?? []),
  };
}

/** null where there is no file or no size. */
function parseImage(image: XmlNode, studyDate: string | null): XmlImage | null {
  const context = image.all('OphthalmicAcquisitionContext')[0];
  const file = image.text('ImageData/ExamURL')?.split(/[/\\]/).at(-1);
  const rows = context?.number('Height') ?? 0;
  const columns = context?.number('Width') ?? 0;
  if (context === undefined || file === undefined || !(rows > 0) || !(columns > 0)) return null;
  const point = (name: string): [number, number] | null => {
    const x = context.number(`${name}/Coord/X`);
    const y = context.number(`${name}/Coord/Y`);
    return x === null || y === null ? null : [x, y];
  };
  const averaged = context.number('NumAve');
  return {
    file,
    rows,
    columns,
    scaleMm: { row: context.number('ScaleY'), column: context.number('ScaleX') },
    startMm: point('Start'),
    endMm: point('End'),
    quality: context.number('ImageQuality'),
    averaged: averaged !== null && Number.isSafeInteger(averaged) && averaged > 0 ? averaged : null,
    acquiredAt: timeOf(image, studyDate),
    lines: [...image.all('Segmentation/SegLine'), ...image.all('SegLine')].flatMap(line => {
      const name = line.text('Name');
      const values = line.text('Array');
      return name === null || values === null ? [] : { name, heights: Float32Array.from(values.split(/\s+/), Number) };
    }),
  };
}

function dateOf(node: XmlNode, path: string): string | null {
  const [year, month, day] = ['Year', 'Month', 'Day'].map(part => node.number(`${path}/${part}`));
  if (typeof year !== 'number' || typeof month !== 'number' || typeof day !== 'number') return null;
  const iso = `${year}-${two(month)}-${two(day)}`;
  return Number.isNaN(Date.parse(iso)) || !/^\d{4}-\d\d-\d\d$/.test(iso) ? null : iso;
}

function timeOf(image: XmlNode, studyDate: string | null): string | null {
  const [hour, minute, second] = ['Hour', 'Minute', 'Second'].map(part => image.number(`AcquisitionTime/Time/${part}`));
  if (studyDate === null || typeof hour !== 'number' || typeof minute !== 'number' || typeof second !== 'number') return null;
  const iso = `${studyDate}T${two(hour)}:${two(minute)}:${two(Math.floor(second))}`;
  return Number.isNaN(Date.parse(iso)) ? null : iso;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
