// Heidelberg .e2e and .sdb: every series in the file, registered, with lines, from the same container that HEYEX keeps its data in.
import { AppError } from '../../../../shared/errors.ts';
import { noPatient } from '../arraySeries.ts';
import type { ByteSource } from '../byteSource.ts';
import type { PatientIdentity, VolumeFormat, VolumeSeries } from '../volumeFormat.ts';
import { type E2eEntry, isE2e, readEntries } from './container.ts';
import { type ElementReader, elementReader } from './elementReader.ts';
import { elementTypes, imageHeaderBytes, parsePatient } from './elements.ts';
import { type E2eBscan, gatherSeries } from './gather.ts';
import { e2eParams } from './params.ts';
import { bscanSeries, fundusSeries } from './volumeSeries.ts';

/** No B-scan of any device is larger. */
const maxPixels = 2 ** 25;

export const heidelbergE2e = {
  name: 'heidelbergE2e',
  title: 'Heidelberg .e2e, .sdb',
  summary: 'HEYEX data of one or more examinations: B-scans, localizer, layer lines, registration',
  reference: 'UOCTE wiki; LibE2E; LibOctData he_e2e; private_eye',
  extensions: ['.e2e', '.sdb'],
  proof: 'independent',
  params: e2eParams,
  sniff: ({ head }) => isE2e(head),
  open: async (source, params, { sibling }) => {
    const entries = await readEntries(source);
    const reader = elementReader(source);
    const patients = new Map(entries.filter(({ type }) => type === elementTypes.patient).map(entry => [entry.patient, entry]));
    const studies = Map.groupBy(
      entries.filter(({ series }) => series === -1),
      ({ study }) => study,
    );
    const series: VolumeSeries[] = [];
    const undecoded = new Set<number>();
    for (const group of groupBy(entries, entry => `${entry.patient}_${entry.study}_${entry.series}`)) {
      const [first] = group as [E2eEntry];
      if (first.series === -1) continue;
      const gathered = await gatherSeries(reader, group, studies.get(first.study) ?? []);
      const patient = (await patientOf(reader, patients.get(first.patient))) ?? (await patientBeside(sibling, first.patient)) ?? noPatient;
      const opened = { source, params, patient };
      for (const code of gathered.otherImages) undecoded.add(code);
      const whole = gathered.bscans.filter(isWhole);
      for (const bscans of groupBy(whole, ({ image }) => `${image.rows}×${image.columns}`))
        series.push(bscanSeries(opened, gathered, bscans));
      const { localizer } = gathered;
      const hasPicture = localizer !== null && localizer.image.rows * localizer.image.columns > 0;
      if (whole.length === 0 && hasPicture) series.push(fundusSeries(opened, gathered, localizer));
    }
    if (series.length === 0) throw nothingDecoded(source, entries, undecoded);
    return { series, close: () => source.close() };
  },
} as const satisfies VolumeFormat<typeof e2eParams>;

function isWhole({ image, entry }: E2eBscan): boolean {
  const pixels = image.rows * image.columns;
  return pixels > 0 && pixels <= maxPixels && imageHeaderBytes + 2 * pixels <= entry.sizeBytes;
}

async function patientOf(reader: ElementReader, entry: E2eEntry | undefined): Promise<PatientIdentity | null> {
  const bytes = entry === undefined ? null : await reader.read(entry);
  return bytes === null ? null : parsePatient(bytes);
}

/** HEYEX keeps patients in a file of their own beside its .sdb files, named by eight digits. */
async function patientBeside(sibling: (name: string) => Promise<ByteSource | null>, patient: number): Promise<PatientIdentity | null> {
  const source = await sibling(`${String(patient).padStart(8, '0')}.pdb`);
  if (source === null) return null;
  try {
    const entries = await readEntries(source);
    const entry = entries.find(other => other.type === elementTypes.patient && other.patient === patient);
    return await patientOf(elementReader(source), entry);
  } finally {
    await source.close();
  }
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  return [...Map.groupBy(items, keyOf).values()];
}

function nothingDecoded(source: ByteSource, entries: readonly E2eEntry[], codes: ReadonlySet<number>): AppError {
  const kinds = [...codes].map(code => `0x${code.toString(16)}`).join(', ');
  const received = codes.size > 0 ? `pictures of kind ${kinds} only` : `${entries.length} parts without a picture`;
  return new AppError(
    codes.size > 0 || entries.length > 0 ? 'unsupportedFormat' : 'unreadableFile',
    `${source.name}: expected B-scans or a fundus picture, received ${received}. Export the examination from HEYEX as .vol or DICOM.`,
    { details: { offset: 0, entries: entries.length } },
  );
}
