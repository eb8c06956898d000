// HEYEX's XML export: one XML file, and beside it a picture of every B-scan and localizer (TIFF, PNG or JPEG).
import { z } from 'zod';
import { AppError } from '../../../../shared/errors.ts';
import { displayGrey } from '../../../imaging/displayGrey.ts';
import { toGrey } from '../../../imaging/grey.ts';
import type { Raster } from '../../../imaging/raster.ts';
import type { ByteSource } from '../byteSource.ts';
import { checked } from '../heidelberg/checked.ts';
import { hasLine, markMissing } from '../heidelberg/layers.ts';
import { inspectImage, readRaster } from '../readRaster.ts';
import type { PatientIdentity, StoredBscan, VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { readXml, type XmlNode } from '../xml.ts';
import { describeHeyex, type HeyexExport } from './describe.ts';
import { parsePatient, parseSeries, type XmlImage, type XmlSeries } from './parseSeries.ts';

const maxPictureBytes = 2 ** 27;
type Sibling = (name: string) => Promise<ByteSource | null>;

export const heyexXml = {
  name: 'heyexXml',
  title: 'HEYEX XML',
  summary: 'HEYEX export as XML with pictures beside it: B-scans as grey, localizer, layer lines',
  reference: 'eyepy xml_reader',
  extensions: ['.xml'],
  proof: 'independent',
  params: z.strictObject({}),
  sniff: ({ head }) => /<HEDX[\s>]/.test(Buffer.from(head).toString('latin1')),
  open: async (source, _params, { sibling }) => {
    const root = await readXml(source);
    const patients = root.all('HEDX/BODY/Patient');
    const series: VolumeSeries[] = [];
    for (const patient of patients) {
      const identity = parsePatient(patient);
      for (const study of patient.all('Study')) {
        for (const one of study.all('Series')) {
          const parsed = parseSeries(one, study);
          for (const bscans of Map.groupBy(parsed.bscans, ({ rows, columns }) => `${rows}×${columns}`).values()) {
            series.push(await openSeries(source, sibling, parsed, bscans, identity, exportOf(root, one, identity)));
          }
        }
      }
    }
    if (series.length === 0) {
      const received = `${patients.length} patients and no OCT picture in them`;
      throw new AppError(
        'unreadableFile',
        `${source.name}: expected an XML export of OCT from HEYEX, received ${received}. Export it again.`,
        {
          details: { offset: 0, sizeBytes: source.sizeBytes },
        },
      );
    }
    return { series, close: () => source.close() };
  },
} as const satisfies VolumeFormat<z.ZodObject>;

function exportOf(root: XmlNode, series: XmlNode, { identifier, name, birthDate, sex }: PatientIdentity): HeyexExport {
  const kinds = { 'patient ID': identifier, name, 'birth date': birthDate, sex };
  return {
    manufacturer: series.text('GeneralEquipment/Manufacturer'),
    model: series.text('GeneralEquipment/ManufacturerModelName'),
    software: root.text('HEDX/BODY/SWVersion/Version'),
    identifiers: Object.entries(kinds).flatMap(([kind, value]) => (value === null ? [] : [kind])),
  };
}

async function openSeries(
  source: ByteSource,
  sibling: Sibling,
  series: XmlSeries,
  bscans: readonly XmlImage[],
  patient: PatientIdentity,
  heyex: HeyexExport,
): Promise<VolumeSeries> {
  const first = bscans[0] as XmlImage;
  const { header: picture } = inspectImage(await pictureBytes(source, sibling, first), { name: first.file });
  const lines = bscans.flatMap(bscan => bscan.lines.filter(({ heights }) => hasLine(heights)).map(({ name }) => name));
  const lineNames = [...new Set(lines)];
  const header = describeHeyex(series, bscans, picture.bitDepth === 16 ? 'uint16' : 'uint8', lineNames, heyex);

  async function readStored(index: number): Promise<Raster<Uint8Array | Uint16Array>> {
    return await readPicture(source, sibling, checked(bscans[index], index, 'B-scan', bscans.length));
  }
  async function readBscan(index: number, intensity: 'stored'): Promise<StoredBscan>;
  async function readBscan(index: number, intensity: 'display'): Promise<Raster<Uint8Array>>;
  async function readBscan(index: number, intensity: 'stored' | 'display'): Promise<StoredBscan> {
    const stored = await readStored(index);
    return intensity === 'stored' ? stored : displayGrey(stored);
  }
  return {
    header,
    patient,
    readBscan,
    readLocalizer: async () => (series.localizer === null ? null : await readPicture(source, sibling, series.localizer)),
    readSurface: async index => {
      const name = checked(lineNames[index], index, 'layer line', lineNames.length);
      const heights = new Float32Array(bscans.length * first.columns).fill(Number.NaN);
      for (const [bscan, { lines: own }] of bscans.entries()) {
        const line = own.find(candidate => candidate.name === name);
        if (line?.heights.length === first.columns) heights.set(markMissing(line.heights.slice()), bscan * first.columns);
      }
      return heights;
    },
  };
}

/** In one channel: HEYEX writes grey pictures as colour ones. */
async function readPicture(source: ByteSource, sibling: Sibling, image: XmlImage): Promise<Raster<Uint8Array | Uint16Array>> {
  const { raster } = await readRaster(await pictureBytes(source, sibling, image), { name: image.file });
  if (raster.rows !== image.rows || raster.columns !== image.columns) {
    throw new AppError(
      'unreadableFile',
      `${image.file}: expected ${image.columns} × ${image.rows} pixels as ${source.name} says, received ${raster.columns} × ${raster.rows}. Keep the files of an export together.`,
      { details: { offset: 0, file: image.file } },
    );
  }
  return toGrey(raster);
}

async function pictureBytes(source: ByteSource, sibling: Sibling, { file }: XmlImage): Promise<Uint8Array> {
  const picture = await sibling(file);
  if (picture === null) {
    throw new AppError(
      'notFound',
      `${source.name}: expected ${file} beside it, there is none. Keep all files of an export in one folder.`,
      {
        details: { file },
      },
    );
  }
  try {
    if (picture.sizeBytes > maxPictureBytes) {
      throw new AppError(
        'unsupportedFormat',
        `${file}: expected a picture of at most ${maxPictureBytes} bytes, received ${picture.sizeBytes}.`,
      );
    }
    return await picture.read(0, picture.sizeBytes);
  } finally {
    await picture.close();
  }
}
