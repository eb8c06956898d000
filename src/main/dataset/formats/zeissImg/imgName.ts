// What the name of a Zeiss .img file says; the file itself says nothing. Names are like
// `P4711_Macular Cube 512x128_3-4-2021_5-6-7_OD_sn0195_cube_raw.img`, numbers not padded.
import type { Laterality } from '../../../../shared/domain/manifest.ts';

export interface ImgName {
  readonly patient: string | null;
  /** Such as `Macular Cube 512x128` or `HD 5 Line Raster`. */
  readonly protocol: string;
  /** A-scans in a B-scan, and B-scans. */
  readonly counts: readonly [columns: number, bscans: number] | null;
  /** Of a square scan, as names of angiographies say it. */
  readonly sideMm: number | null;
  /** ISO 8601 in the clinic's time. */
  readonly acquiredAt: string | null;
  /** Month and day could also be the other way round. */
  readonly isDateAmbiguous: boolean;
  readonly laterality: Laterality;
  /** `cube_raw`, `cube_z`, `FlowCube_z`, `lineEnhanced`, `hidef_raw` … */
  readonly kind: string;
  /** Up to the scan's number: what the names of the files beside it begin with. */
  readonly stem: string;
}

const pattern = /^((?:(.+)_)?([^_]+)_(\d{1,2})-(\d{1,2})-(\d{4})_(\d{1,2})-(\d{1,2})-(\d{1,2})_(OD|OS)(?:_sn\d+)?)(?:_(\w+))?\.img$/i;

/** Null where a name is not one of Zeiss's. */
export function parseImgName(name: string): ImgName | null {
  const [, stem, patient, protocol, first, second, year, hour, minute, last, eye, kind] = pattern.exec(name) ?? [];
  if (stem === undefined || protocol === undefined || eye === undefined) return null;
  const counts = /(\d{1,5})x(\d{1,5})(?!\d*\s*mm)/i.exec(protocol);
  const side = /(\d{1,2})\s*mm\s*x\s*(\d{1,2})\s*mm/i.exec(protocol);
  const isDayFirst = Number(first) > 12;
  const [month, day] = isDayFirst ? [second, first] : [first, second];
  const iso = `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(last)}`;
  const isDate = Number(month) >= 1 && Number(month) <= 12 && new Date(`${iso}Z`).getUTCDate() === Number(day);
  return {
    patient: patient ?? null,
    protocol,
    counts: counts === null ? null : [Number(counts[1]), Number(counts[2])],
    sideMm: side !== null && side[1] === side[2] ? Number(side[1]) : null,
    acquiredAt: isDate ? iso : null,
    isDateAmbiguous: isDate && Number(day) <= 12 && month !== day,
    laterality: eye.toUpperCase() === 'OD' ? 'OD' : 'OS',
    kind: kind ?? '',
    stem,
  };
}

function two(number: string | undefined): string {
  return (number ?? '').padStart(2, '0');
}
