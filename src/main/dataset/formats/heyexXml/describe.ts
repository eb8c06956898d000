// A series of HEYEX's XML export as a volume's header.
import type { Length, ScanPath, VolumeHeader } from '../../../../shared/domain/volume.ts';
import { namedSurface } from '../heidelberg/layers.ts';
import { type CircleDirection, circleDirection, rasterSpacingUm, scanPatternOf } from '../heidelberg/scanPattern.ts';
import type { XmlImage, XmlSeries } from './parseSeries.ts';

export interface HeyexExport {
  readonly manufacturer: string | null;
  readonly model: string | null;
  readonly software: string | null;
  readonly identifiers: readonly string[];
}

/** `bscans`: those of one size. `lineNames`: as the file calls them. */
export function describeHeyex(
  series: XmlSeries,
  bscans: readonly XmlImage[],
  sampleType: 'uint8' | 'uint16',
  lineNames: readonly string[],
  { manufacturer, model, software, identifiers }: HeyexExport,
): VolumeHeader {
  const { localizer, laterality } = series;
  const first = bscans[0] as XmlImage;
  const isCircle = /circ/i.test(series.type ?? '');
  const paths = bscans.map(bscan => pathOf(bscan, localizer, isCircle ? circleDirection(laterality) : null));
  const scanPattern = scanPatternOf(paths);
  const left = series.bscans.length - bscans.length;
  return {
    format: 'heyexXml',
    series: [series.id, series.type].filter(part => part !== null).join(', '),
    shape: { bscans: bscans.length, rows: first.rows, columns: first.columns, channels: 1 },
    sampleType,
    spacingUm: {
      bscan: scanPattern === 'raster' ? estimated(rasterSpacingUm(paths)) : null,
      row: measured(first.scaleMm.row),
      column: measured(first.scaleMm.column),
    },
    scanPattern,
    laterality,
    modality: 'OCT',
    device: { manufacturer: manufacturer ?? 'Heidelberg Engineering', model, software },
    acquiredAt: first.acquiredAt,
    qualityUnit: 'dB',
    bscans: bscans.map(({ quality, averaged, acquiredAt }, index) => ({ path: paths[index] ?? null, quality, averaged, acquiredAt })),
    localizer:
      localizer === null
        ? null
        : {
            rows: localizer.rows,
            columns: localizer.columns,
            channels: 1,
            spacingUm: { row: measured(localizer.scaleMm.row), column: measured(localizer.scaleMm.column) },
          },
    surfaces: lineNames.map(namedSurface),
    intensity: { stored: 'grey as HEYEX exports it, no longer linear', display: 'as stored' },
    registration: 'byDevice',
    identifiers: [...identifiers],
    notes: [
      ...(laterality === null
        ? [{ about: 'laterality', severity: 'warning', message: 'The file does not say which eye this is.' } as const]
        : []),
      ...(left > 0
        ? [{ about: 'file', severity: 'note', message: `${left} B-scans of another size are a series of their own.` } as const]
        : []),
    ],
  };
}

function pathOf({ startMm, endMm }: XmlImage, localizer: XmlImage | null, circle: CircleDirection | null): ScanPath | null {
  const column = localizer?.scaleMm.column ?? null;
  const row = localizer?.scaleMm.row ?? null;
  if (startMm === null || endMm === null || localizer === null || column === null || row === null) return null;
  const point = ([x, y]: readonly [number, number]) => ({
    xUm: 1000 * (x - (localizer.columns * column) / 2),
    yUm: 1000 * (y - (localizer.rows * row) / 2),
  });
  const start = point(startMm);
  const end = point(endMm);
  if (start.xUm === end.xUm && start.yUm === end.yUm) return null;
  return circle !== null ? { kind: 'circle', start, centre: end, ...circle } : { kind: 'line', start, end };
}

function measured(lengthMm: number | null): Length | null {
  return lengthMm !== null && lengthMm > 1e-6 && lengthMm < 100 ? { value: 1000 * lengthMm, source: 'measured' } : null;
}

/** Computed from where the lines lie, which the file says. */
function estimated(lengthUm: number | null): Length | null {
  return lengthUm === null ? null : { value: lengthUm, source: 'estimated' };
}
