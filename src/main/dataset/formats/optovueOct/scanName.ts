// What the name of an Optovue export says: `Last, First _27_3D Retina_OS_2014-09-12_10.21.36_1.OCT`.
import type { Laterality } from '../../../../shared/domain/manifest.ts';
import { noPatient } from '../arraySeries.ts';
import type { PatientIdentity } from '../volumeFormat.ts';

export interface OptovueName {
  readonly patient: PatientIdentity;
  /** Such as `3D Retina`. */
  readonly protocol: string | null;
  readonly laterality: Laterality | null;
  /** ISO 8601 in the clinic's time. */
  readonly acquiredAt: string | null;
}

const whole = /^(?<last>[^,_]+),\s*(?<first>[^_]*?)\s*_(?<number>[^_]*)_(?<protocol>[^_]+)_(?:OD|OS)_\d{4}-/i;

export function parseScanName(name: string): OptovueName {
  const { last, first, number, protocol } = whole.exec(name)?.groups ?? {};
  const eye = /(?:^|[_ ])(OD|OS)(?=[_ .]|$)/i.exec(name)?.[1];
  const [, date, hour, minute, second] = /(\d{4}-\d{2}-\d{2})_(\d{2})\.(\d{2})\.(\d{2})/.exec(name) ?? [];
  const iso = `${date}T${hour}:${minute}:${second}`;
  return {
    patient: last === undefined ? noPatient : { ...noPatient, name: `${last.trim()}, ${first ?? ''}`, identifier: number || null },
    protocol: protocol?.trim() ?? null,
    laterality: eye === undefined ? null : (eye.toUpperCase() as Laterality),
    acquiredAt: date !== undefined && !Number.isNaN(Date.parse(`${iso}Z`)) ? iso : null,
  };
}
