// Writes surfaces as OCTExplorer reads them. Where any of them has no height, the A-scan is listed as an undefined region.
import { escapedXml } from '../xml.ts';
import type { IowaSurfaces } from './readIowaSurfaces.ts';
import { iowaSurfaces } from './surfaceNames.ts';

/** The file's text, in pieces of one B-scan or less. */
export function* writeIowaSurfaces({ shape, spacingUm, laterality, surfaces }: IowaSurfaces): Generator<string> {
  const { bscans, rows, columns } = shape;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<surfaces>\n<version>1.0</version>\n';
  yield '<executable><name>Fovea</name><version>1</version></executable>\n<scan_characteristics>\n<manufacturer>unknown</manufacturer>\n';
  yield `<size><unit>voxel</unit><x>${columns}</x><y>${rows}</y><z>${bscans}</z></size>\n`;
  yield `<voxel_size><unit>um</unit><x>${spacingUm.column ?? 0}</x><y>${spacingUm.row ?? 0}</y><z>${spacingUm.bscan ?? 0}</z></voxel_size>\n`;
  yield `<laterality>${laterality ?? 'unknown'}</laterality>\n<center_type>unknown</center_type>\n</scan_characteristics>\n`;
  yield `<unit>voxel</unit>\n<surface_size><x>${columns}</x><z>${bscans}</z></surface_size>\n<surface_num>${surfaces.length}</surface_num>\n`;
  for (const { name, stored, heights } of surfaces) {
    const known = iowaSurfaces.find(surface => surface.name === name);
    yield `<surface>\n<label>${known?.label ?? 0}</label>\n<name>${escapedXml(known?.stored ?? stored)}</name>\n`;
    for (let bscan = 0; bscan < bscans; bscan++) yield bscanText(heights.subarray(bscan * columns, (bscan + 1) * columns));
    yield '</surface>\n';
  }
  yield '<undefined_region>\n';
  for (let at = 0; at < bscans * columns; at++) {
    if (!surfaces.some(({ heights }) => Number.isNaN(heights[at]))) continue;
    yield `<ascan><x>${at % columns}</x><z>${Math.floor(at / columns)}</z></ascan>\n`;
  }
  yield '</undefined_region>\n</surfaces>\n';
}

function bscanText(heights: Float32Array): string {
  const values = Array.from(heights, height => `<y>${Number.isNaN(height) ? 0 : Number(height.toFixed(4))}</y>`);
  return `<bscan>\n${values.join('\n')}\n</bscan>\n`;
}
