// HEYEX's XML export: the XML file and its pictures by name.
import { encodePng } from '../sharpCodec.ts';
import type { WritableVolume } from './writableVolume.ts';

export const heyexXmlName = 'export.xml';

export async function writeHeyexXml(phantom: WritableVolume): Promise<Record<string, Uint8Array>> {
  const { shape, spacingUm, localizer, localizerSpacingUm, laterality, patient, grey } = phantom;
  const { bscans, rows, columns } = shape;
  const files: Record<string, Uint8Array> = { 'LOC.png': await encodePng(localizer) };
  const images = [imageXml('LOCALIZER', 'LOC.png', localizer, localizerSpacingUm, localizerSpacingUm, '<NumAve>100</NumAve>', '')];
  for (let bscan = 0; bscan < bscans; bscan++) {
    const file = `B${String(bscan).padStart(3, '0')}.png`;
    const data = grey.subarray(bscan * rows * columns, (bscan + 1) * rows * columns);
    files[file] = await encodePng({ data, rows, columns, channels: 1 });
    images.push(imageXml('OCT', file, shape, spacingUm.column, spacingUm.row, contextXml(phantom, bscan), linesXml(phantom, bscan)));
  }
  const [last, first] = patient.name.split(', ');
  const date = (iso: string) => {
    const [year, month, day] = iso.slice(0, 10).split('-').map(Number);
    return `<Date><Year>${year}</Year><Month>${month}</Month><Day>${day}</Day></Date>`;
  };
  const xml = `<?xml version="1.0" encoding="utf-8"?>
<HEDX><BODY><ExportType>Data</ExportType><SWVersion><Name>HEYEX</Name><Version>6.9</Version></SWVersion>
<Patient><ID>148</ID><PatientID>${patient.identifier}</PatientID><LastName>${last}</LastName><FirstNames>${first}</FirstNames>
<Birthdate>${date(patient.birthDate)}</Birthdate><Sex>${patient.sex}</Sex>
<Study><ID>319</ID><StudyDate>${date(phantom.acquiredAt)}</StudyDate>
<Series><ID>1393.0</ID><Modality>OCT</Modality><Type>Volume</Type><Laterality>${laterality === 'OD' ? 'R' : 'L'}</Laterality>
${images.join('\n')}
</Series></Study></Patient></BODY></HEDX>
`;
  return { ...files, [heyexXmlName]: new TextEncoder().encode(xml) };
}

function imageXml(
  type: string,
  file: string,
  { rows, columns }: { rows: number; columns: number },
  columnUm: number,
  rowUm: number,
  context: string,
  lines: string,
): string {
  return `<Image><AcquisitionTime><Time><Hour>5</Hour><Minute>6</Minute><Second>7.25</Second><UTCBias>-60</UTCBias></Time></AcquisitionTime>
<ImageType><Type>${type}</Type></ImageType>
<OphthalmicAcquisitionContext><Width>${columns}</Width><Height>${rows}</Height>
<ScaleX>${columnUm / 1000}</ScaleX><ScaleY>${rowUm / 1000}</ScaleY>${context}</OphthalmicAcquisitionContext>
<ImageData><ExamURL>file:///C:\\XMLDATA\\${file}</ExamURL></ImageData>${lines}</Image>`;
}

function contextXml({ paths, localizer, localizerSpacingUm, averaged, quality }: WritableVolume, bscan: number): string {
  const path = paths[bscan];
  if (path?.kind !== 'line') return '';
  const coordinate = (name: string, { xUm, yUm }: { xUm: number; yUm: number }) => {
    const x = (xUm + (localizer.columns * localizerSpacingUm) / 2) / 1000;
    const y = (yUm + (localizer.rows * localizerSpacingUm) / 2) / 1000;
    return `<${name}><Coord><X>${x}</X><Y>${y}</Y></Coord></${name}>`;
  };
  return `<NumAve>${averaged[bscan]}</NumAve><ImageQuality>${quality[bscan]}</ImageQuality>${coordinate('Start', path.start)}${coordinate('End', path.end)}`;
}

function linesXml({ surfaces, shape: { columns } }: WritableVolume, bscan: number): string {
  const lines = surfaces.map(({ name, heights }) => {
    const values = Array.from(heights.subarray(bscan * columns, (bscan + 1) * columns), height =>
      Number.isNaN(height) ? '3.0e+038' : height,
    );
    return `<SegLine><Name>${name}</Name><Array>${values.join(' ')}</Array></SegLine>`;
  });
  return `<Segmentation><NumSegmentations>${lines.length}</NumSegmentations>${lines.join('')}</Segmentation>`;
}
