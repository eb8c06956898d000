// Surfaces of the Iowa Reference Algorithms (OCTExplorer, *_Surfaces_Iowa.xml): heights per B-scan and A-scan, for a volume stored
// elsewhere. As RETIMAT's read_xml_iowa describes it; some programs call depth z instead of y.

import type { Laterality } from '../../../../shared/domain/manifest.ts';
import type { Surface } from '../../../../shared/domain/volume.ts';
import { AppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { readXml, type XmlNode } from '../xml.ts';
import { nameOfIowa } from './surfaceNames.ts';

export interface IowaSurfaces {
  readonly shape: { readonly bscans: number; readonly rows: number; readonly columns: number };
  /** null where the file does not say. */
  readonly spacingUm: { readonly bscan: number | null; readonly row: number | null; readonly column: number | null };
  readonly laterality: Laterality | null;
  /** Heights [bscan, column], rows from the top; NaN in undefined regions. */
  readonly surfaces: readonly (Surface & { readonly heights: Float32Array })[];
}

/** Heights of all surfaces of the largest volume of any device. */
const maxHeights = 2 ** 27;

/** Whether these first bytes are those of such a file. */
export function isIowaXml(head: Uint8Array): boolean {
  return /<surfaces>[\s\S]*<(executable|scan_characteristics|modification|unit)>/.test(Buffer.from(head).toString('latin1'));
}

/** Errors: `unreadableFile`, with the surface and B-scan that contradict the sizes. */
export async function readIowaSurfaces(source: ByteSource): Promise<IowaSurfaces> {
  const root = (await readXml(source, { rawNodes: ['bscan'] })).all('surfaces')[0];
  const scan = root?.all('scan_characteristics')[0];
  if (root === undefined || scan === undefined) throw damaged(source, 'no scan_characteristics in surfaces');
  const found = root.all('surface');
  const depth = depthAxis(found);
  const along = depth === 'y' ? 'z' : 'y';
  const shape = {
    columns: sizeOf(source, scan, 'x'),
    rows: sizeOf(source, scan, depth),
    bscans: sizeOf(source, scan, along),
  };
  if (found.length * shape.bscans * shape.columns > maxHeights) throw damaged(source, 'sizes that no volume has');
  const undefinedAt = undefinedRegion(root, shape, along);
  const perUnitUm = scan.text('voxel_size/unit') === 'mm' ? 1000 : 1;
  const spacing = (axis: string): number | null => {
    const value = scan.number(`voxel_size/${axis}`);
    return value !== null && value > 0 ? value * perUnitUm : null;
  };
  const eye = scan.text('laterality');
  return {
    shape,
    spacingUm: { column: spacing('x'), row: spacing(depth), bscan: spacing(along) },
    laterality: eye === 'OD' || eye === 'OS' ? eye : null,
    surfaces: found.map(surface => {
      const stored = surface.text('name') ?? `surface ${surface.text('label') ?? ''}`.trim();
      const heights = heightsOf(source, surface, stored, shape, depth);
      for (const at of undefinedAt) heights[at] = Number.NaN;
      return { name: nameOfIowa(stored), stored, source: 'model', heights };
    }),
  };
}

/** Depth is y in OCTExplorer's files: each value of a B-scan says so. */
function depthAxis(surfaces: readonly XmlNode[]): 'y' | 'z' {
  return /^\s*<z>/.test(surfaces[0]?.text('bscan') ?? '') ? 'z' : 'y';
}

function sizeOf(source: ByteSource, scan: XmlNode, axis: string): number {
  const size = scan.number(`size/${axis}`);
  if (size === null || !Number.isSafeInteger(size) || size < 1 || size > 65_536) throw damaged(source, `a size of ${size} along ${axis}`);
  return size;
}

function heightsOf(
  source: ByteSource,
  surface: XmlNode,
  stored: string,
  { bscans, columns }: IowaSurfaces['shape'],
  depth: 'y' | 'z',
): Float32Array {
  const heights = new Float32Array(bscans * columns);
  const rows = surface.all('bscan');
  if (rows.length !== bscans) throw damaged(source, `${rows.length} B-scans of ${bscans} in ${stored}`);
  const value = new RegExp(`<${depth}>([^<]*)</${depth}>`, 'g');
  for (const [bscan, row] of rows.entries()) {
    let column = 0;
    for (const [, text = ''] of (row.text('') ?? '').matchAll(value)) {
      // 0 is what OCTExplorer writes where it found nothing.
      if (column < columns) heights[bscan * columns + column] = Number(text) || Number.NaN;
      column++;
    }
    if (column !== columns) throw damaged(source, `${column} A-scans of ${columns} in B-scan ${bscan + 1} of ${stored}`);
  }
  return heights;
}

/** Places where the algorithm found the image too poor, as indices [bscan, column]. */
function undefinedRegion(root: XmlNode, { bscans, columns }: IowaSurfaces['shape'], along: string): number[] {
  return root.all('undefined_region/ascan').flatMap(ascan => {
    const column = ascan.number('x') ?? -1;
    const bscan = ascan.number(along) ?? -1;
    return column >= 0 && column < columns && bscan >= 0 && bscan < bscans ? [bscan * columns + column] : [];
  });
}

function damaged({ name, sizeBytes }: ByteSource, received: string): AppError {
  return new AppError(
    'unreadableFile',
    `${name}: expected surfaces of the Iowa Reference Algorithms, received ${received}. Export them again.`,
    {
      details: { offset: 0, sizeBytes },
    },
  );
}
