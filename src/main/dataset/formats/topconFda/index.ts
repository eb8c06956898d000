// Topcon .fda and .fds: one scan with its fundus picture and layer lines, from 3D OCT, Maestro and Triton devices.
import type { VolumeNote } from '../../../../shared/domain/volume.ts';
import { arrayHeader, arraySeries } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import { checked } from '../heidelberg/checked.ts';
import type { PatientIdentity, VolumeFile, VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { unreadableVolume, unsupportedVolume } from '../volumeLimits.ts';
import { openBscans } from './bscanStore.ts';
import { isTopcon, readChunks } from './chunks.ts';
import { openContours } from './contours.ts';
import { describeScan, type TopconScan } from './describe.ts';
import { type FundusPicture, openFundus } from './fundusPicture.ts';
import { type TopconParams, topconExportWindow, topconParams } from './params.ts';
import { readPatient } from './patient.ts';
import { readFacts, type ScanFacts, smallChunks } from './scanFacts.ts';

export const topconFda = {
  name: 'topconFda',
  title: 'Topcon .fda, .fds',
  summary: 'One scan: B-scans, fundus picture with the scan’s place, layer lines',
  reference: 'UOCTE wiki; LibOctData topconread; private_eye; OCT-Converter; RETIMAT read_fda',
  extensions: ['.fda', '.fds'],
  proof: 'independent',
  params: topconParams,
  sniff: ({ head }) => isTopcon(head),
  open: openTopcon,
} as const satisfies VolumeFormat<typeof topconParams>;

async function openTopcon(source: ByteSource, params: TopconParams): Promise<VolumeFile> {
  const { chunks, damage } = await readChunks(source);
  const small = smallChunks(source, chunks);
  const facts = await readFacts(small);
  const { patient, identifiers } = await readPatient(small, facts.hasLabel);
  const fundus = await openFundus(source, chunks, facts);
  const store = await openBscans(source, chunks);
  const notes: VolumeNote[] =
    damage === null ? [] : [{ about: 'file', severity: 'warning', message: `The file is damaged at its end: ${damage}.` }];
  const close = () => source.close();
  if (store !== null) {
    const { contours, left } = await openContours(source, chunks, store);
    return { series: [scanSeries({ store, facts, fundus, contours, leftContours: left, identifiers, notes }, params, patient)], close };
  }
  if (damage !== null) throw unreadableVolume(source.name, `expected B-scans or a fundus picture, ${damage}`, source.sizeBytes);
  if (fundus !== null) return { series: [fundusSeries(fundus, facts, patient, identifiers, notes)], close };
  const names = chunks.map(({ name }) => name).join(', ');
  throw unsupportedVolume(
    source.name,
    `expected B-scans or a fundus picture, received only ${names.slice(0, 400)}`,
    'Export the scan as DICOM.',
    { chunks: chunks.length },
  );
}

function scanSeries(scan: TopconScan, params: TopconParams, patient: PatientIdentity): VolumeSeries {
  const { store, fundus, contours } = scan;
  const isStretched = params.contrast === 'topconExport' && store.sampleType === 'uint8';
  return {
    ...arraySeries({
      header: describeScan(scan, params),
      patient,
      window: isStretched ? topconExportWindow : null,
      readStored: store.read,
      readLocalizer: async () => (fundus === null ? null : await fundus.read()),
    }),
    readSurface: index => checked(contours[index], index, 'layer line', contours.length).read(),
  };
}

/** A file of nothing but the fundus picture. */
function fundusSeries(
  fundus: FundusPicture,
  { laterality, acquiredAt, model, software }: ScanFacts,
  patient: PatientIdentity,
  identifiers: string[],
  notes: VolumeNote[],
): VolumeSeries {
  const { rows, columns, channels } = fundus;
  const header = arrayHeader({
    format: 'topconFda',
    series: 'fundus picture',
    shape: { bscans: 1, rows, columns, channels },
    sampleType: 'uint8',
    spacingUm: { bscan: null, row: null, column: null },
    modality: 'fundus',
    laterality,
    acquiredAt,
    device: { manufacturer: 'Topcon', model, software },
    identifiers,
    notes,
  });
  return arraySeries({ header, patient, readStored: async () => ({ ...(await fundus.read()), channels }) });
}
