// A volume as DICOM Ophthalmic Tomography (PS3.3 A.52), and its localizer as Ophthalmic Photography 8 bit (A.41), both uncompressed explicit
// little endian. De-identified unless told otherwise: then the only identifiers are UIDs made from the content.
import { createHash } from 'node:crypto';
import type { VolumeHeader } from '../../../../shared/domain/volume.ts';
import { AppError } from '../../../../shared/errors.ts';
import { noPatient } from '../arraySeries.ts';
import type { WriteOptions } from '../foveaNote.ts';
import { encodeNumbers } from '../samples.ts';
import type { PatientIdentity, VolumeSeries } from '../volumeFormat.ts';
import { type Elements, elementHead, encodeElements } from './dicomElements.ts';
import { explicitLittleEndian } from './transferSyntaxes.ts';

const optClass = '1.2.840.10008.5.1.4.1.1.77.1.5.4';
const opClass = '1.2.840.10008.5.1.4.1.1.77.1.5.1';
const implementationUid = '2.25.302043790172249692526321623266752743501';
const eyes = { OD: 'R', OS: 'L' } as const;

/** UIDs that belong together; equal content gives equal UIDs. */
export interface DicomUids {
  readonly study: string;
  readonly volumeSeries: string;
  readonly volume: string;
  readonly localizerSeries: string;
  readonly localizer: string;
}

/** `salt`: what the content is known by, such as the SHA-256 of its file. */
export function dicomUids(salt: string): DicomUids {
  const uid = (what: string) => `2.25.${BigInt(`0x${createHash('sha256').update(`${salt}/${what}`).digest('hex').slice(0, 32)}`)}`;
  return {
    study: uid('study'),
    volumeSeries: uid('volume series'),
    volume: uid('volume'),
    localizerSeries: uid('localizer series'),
    localizer: uid('localizer'),
  };
}

/** The file in pieces, one a frame. Errors: `badInput` for samples that OPT cannot hold (float, colour, negative). */
export async function* writeDicomOpt(series: VolumeSeries, uids: DicomUids, options: WriteOptions = {}): AsyncGenerator<Uint8Array> {
  const { header, readBscan } = series;
  const { shape, sampleType, laterality } = header;
  if (shape.channels !== 1 || (sampleType !== 'uint8' && sampleType !== 'uint16')) {
    throw new AppError(
      'badInput',
      `Expected grey samples of 8 or 16 bits without sign for DICOM, received ${shape.channels} × ${sampleType}. Write NIfTI instead, or the display grey (--intensity display).`,
    );
  }
  const bits = sampleType === 'uint8' ? 8 : 16;
  const pixelBytes = shape.bscans * shape.rows * shape.columns * (bits / 8);
  if (pixelBytes >= 2 ** 32)
    throw new AppError('badInput', `Expected under 4 GiB of pixels for DICOM, received ${pixelBytes} bytes. Write NIfTI instead.`);
  yield fileHead(optClass, uids.volume);
  yield encodeElements({
    ...general(header, optClass, uids.volume, uids.volumeSeries, 'OPT', uids.study),
    ...identityOf(series, options),
    '00200200': ['UI', uids.study],
    '00204000': ['SH', ''],
    '00280002': ['US', [1]],
    '00280004': ['CS', 'MONOCHROME2'],
    '00280008': ['IS', String(shape.bscans)],
    '00280010': ['US', [shape.rows]],
    '00280011': ['US', [shape.columns]],
    '00280100': ['US', [bits]],
    '00280101': ['US', [bits]],
    '00280102': ['US', [bits - 1]],
    '00280103': ['US', [0]],
    '00280301': ['CS', 'NO'],
    '00282110': ['CS', '00'],
    '20500020': ['CS', 'IDENTITY'],
    '52009229': ['SQ', [sharedGroups(header)]],
    '52009230': ['SQ', header.bscans.map((_, frame) => frameGroups(header, frame, uids))],
    ...(laterality === null ? {} : { '00200062': ['CS', eyes[laterality]] as const }),
  });
  yield elementHead('7FE00010', bits === 8 ? 'OB' : 'OW', pixelBytes + (pixelBytes % 2));
  for (let index = 0; index < shape.bscans; index++) yield encodeNumbers((await readBscan(index, 'stored')).data);
  if (pixelBytes % 2 === 1) yield Uint8Array.of(0);
}

/** The localizer's file; null without a localizer or with one of 16 bits. */
export async function writeDicomLocalizer(series: VolumeSeries, uids: DicomUids, options: WriteOptions = {}): Promise<Uint8Array | null> {
  const picture = await series.readLocalizer();
  if (picture === null || !(picture.data instanceof Uint8Array)) return null;
  const { header } = series;
  const { row, column } = header.localizer?.spacingUm ?? { row: null, column: null };
  const { data } = picture;
  const elements = encodeElements({
    ...general(header, opClass, uids.localizer, uids.localizerSeries, 'OP', uids.study),
    ...identityOf(series, options),
    '00280002': ['US', [picture.channels]],
    '00280004': ['CS', picture.channels === 3 ? 'RGB' : 'MONOCHROME2'],
    ...(picture.channels === 3 ? { '00280006': ['US', [0]] as const } : {}),
    '00280010': ['US', [picture.rows]],
    '00280011': ['US', [picture.columns]],
    ...(row === null || column === null ? {} : { '00280030': ['DS', `${millimetres(row.value)}\\${millimetres(column.value)}`] as const }),
    '00280100': ['US', [8]],
    '00280101': ['US', [8]],
    '00280102': ['US', [7]],
    '00280103': ['US', [0]],
    '00280301': ['CS', 'NO'],
    '00282110': ['CS', '00'],
    ...(header.laterality === null ? {} : { '00200062': ['CS', eyes[header.laterality]] as const }),
    '7FE00010': ['OB', data],
  });
  return Buffer.concat([fileHead(opClass, uids.localizer), elements]);
}

function fileHead(classUid: string, instanceUid: string): Uint8Array {
  const meta = encodeElements({
    '00020001': ['OB', Uint8Array.of(0, 1)],
    '00020002': ['UI', classUid],
    '00020003': ['UI', instanceUid],
    '00020010': ['UI', explicitLittleEndian],
    '00020012': ['UI', implementationUid],
    '00020013': ['SH', 'FOVEA'],
  });
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([Buffer.alloc(128), Buffer.from('DICM'), elementHead('00020000', 'UL', 4), length, meta]);
}

/** Study, series and equipment. */
function general(header: VolumeHeader, classUid: string, uid: string, seriesUid: string, modality: string, studyUid: string): Elements {
  const { manufacturer, model, software } = header.device;
  return {
    '00080005': ['CS', 'ISO_IR 192'],
    '00080008': ['CS', 'DERIVED\\PRIMARY'],
    '00080016': ['UI', classUid],
    '00080018': ['UI', uid],
    '00080050': ['SH', ''],
    '00080060': ['CS', modality],
    '00080070': ['LO', manufacturer ?? ''],
    '00080090': ['PN', ''],
    '00081090': ['LO', model ?? ''],
    '00181020': ['LO', software ?? ''],
    '0020000D': ['UI', studyUid],
    '0020000E': ['UI', seriesUid],
    '00200010': ['SH', ''],
    '00200011': ['IS', modality === 'OPT' ? '1' : '2'],
    '00200013': ['IS', '1'],
  };
}

/** Who was scanned and when; else nobody, and the year. */
function identityOf({ header, patient }: VolumeSeries, { keepsIdentity = false }: WriteOptions): Elements {
  const { acquiredAt } = header;
  const year = acquiredAt?.slice(0, 4);
  const date = keepsIdentity ? (acquiredAt?.slice(0, 10).replaceAll('-', '') ?? '') : year === undefined ? '' : `${year}0101`;
  const time = keepsIdentity ? (acquiredAt?.slice(11, 19).replaceAll(':', '') ?? '') : '';
  const { name, identifier, birthDate, sex } = keepsIdentity ? dicomPatient(patient) : noPatient;
  return {
    ...{ '00080020': ['DA', date], '00080023': ['DA', date], '00080030': ['TM', time], '00080033': ['TM', time] },
    '00100010': ['PN', name ?? ''],
    '00100020': ['LO', identifier ?? ''],
    '00100030': ['DA', birthDate?.replaceAll('-', '') ?? ''],
    '00100040': ['CS', sex ?? ''],
    ...(keepsIdentity
      ? { '00120062': ['CS', 'NO'] as const }
      : { '00120062': ['CS', 'YES'] as const, '00120063': ['LO', 'Fovea: identity left out, dates to the year'] as const }),
  };
}

/** A patient as DICOM has room for: `last^first`, at most 64 letters, no backslash. */
export function dicomPatient({ name, identifier, birthDate, sex }: PatientIdentity): PatientIdentity {
  const words = (text: string | null) => {
    const short =
      text
        ?.replaceAll(/[\\\p{Cc}]/gu, ' ')
        .slice(0, 64)
        .trim() ?? '';
    return short === '' ? null : short;
  };
  return { name: words(name?.replace(/,\s*/, '^') ?? null), identifier: words(identifier), birthDate, sex };
}

function sharedGroups({ spacingUm, laterality }: VolumeHeader): Elements {
  const { row, column, bscan } = spacingUm;
  return {
    ...(row === null || column === null
      ? {}
      : {
          '00289110': [
            'SQ',
            [
              {
                ...(bscan === null
                  ? {}
                  : { '00180088': ['DS', millimetres(bscan.value)] as const, '00180050': ['DS', millimetres(bscan.value)] as const }),
                '00280030': ['DS', `${millimetres(row.value)}\\${millimetres(column.value)}`],
              },
            ],
          ] as const,
        }),
    ...(laterality === null ? {} : { '00209071': ['SQ', [{ '00209072': ['CS', eyes[laterality]] }]] as const }),
  };
}

function frameGroups(header: VolumeHeader, frame: number, uids: DicomUids): Elements {
  const path = header.bscans[frame]?.path;
  const { localizer } = header;
  const { row, column } = localizer?.spacingUm ?? { row: null, column: null };
  const isLocated = path?.kind === 'line' && localizer !== null && row !== null && column !== null;
  const point = ({ xUm, yUm }: { xUm: number; yUm: number }) =>
    isLocated ? [yUm / row.value + localizer.rows / 2, xUm / column.value + localizer.columns / 2] : [];
  return {
    '00209111': ['SQ', [{ '00209157': ['UL', [frame + 1]] }]],
    ...(isLocated
      ? {
          '00220031': [
            'SQ',
            [
              {
                '00081150': ['UI', opClass],
                '00081155': ['UI', uids.localizer],
                '00220032': ['FL', [...point(path.start), ...point(path.end)]],
                '00220039': ['CS', 'LINEAR'],
              },
            ],
          ] as const,
        }
      : {}),
  };
}

/** A DS has 16 characters at most. */
function millimetres(um: number): string {
  return String(Number((um / 1000).toPrecision(10)));
}
