// The numbers of docs/reference/phantom.md beside a real line scan of a Spectralis: grey levels and grain at set distances from the layers.
// node scripts/phantoms/profile.ts REAL.vol
import { openVolumeFile } from '../../src/main/dataset/formats/volumes.ts';
import { renderVolumeBscan, subjectOf, truthSurfaces } from '../../src/main/dataset/phantom/volume/renderVolumeBscan.ts';
import type { VolumeOrder } from '../../src/main/dataset/phantom/volume/volumeGeometry.ts';

interface Scan {
  readonly name: string;
  readonly grey: Uint8Array;
  readonly columns: number;
  readonly ilm: Float32Array;
  readonly bm: Float32Array;
}

const seeds = [1, 2, 6];
/** 1.7 mm on either side of the fovea, temporal and nasal of a right eye; without the pit itself. */
const sides = { real: [60, 300, 460, 640], phantom: [30, 180, 330, 480] } as const;
const aboveBm = [-60, -50, -40, -30, -25, -20, -14, -11, -8, -5, -2];
const belowBm = [10, 20, 40, 60, 100];

function row(scan: Scan, from: number, to: number): string {
  const at = (line: Float32Array, x: number, rows: number) =>
    scan.grey[Math.round((line[x] as number) + rows) * scan.columns + x] as number;
  const over = (measure: (x: number) => number) => {
    const values = Array.from({ length: to - from }, (_, i) => measure(from + i)).sort((a, b) => a - b);
    return { mean: values.reduce((sum, value) => sum + value, 0) / values.length, median: values[values.length >> 1] as number };
  };
  const grey = (line: Float32Array, rows: number) => over(x => at(line, x, rows)).mean.toFixed(0);
  const grain = (rows: number) => {
    const spread = (x: number) => {
      const near = [-1, 0, 1].flatMap(dz =>
        [-1, 0, 1].map(dx => scan.grey[Math.round((scan.ilm[x] as number) + rows + dz) * scan.columns + x + dx] as number),
      );
      const mean = near.reduce((sum, value) => sum + value, 0) / 9;
      return Math.sqrt(near.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 9);
    };
    return over(spread).median.toFixed(1);
  };
  const cells = [
    `${scan.name} ${from}–${to}`,
    `${grey(scan.ilm, -20)}; ${grey(scan.ilm, 4)}`,
    aboveBm.map(rows => grey(scan.bm, rows)).join(' '),
    belowBm.map(rows => grey(scan.bm, rows)).join(' '),
    `${grain(20)}; ${grain(-30)}`,
  ];
  return `| ${cells.join(' | ')} |\n`;
}

async function realScan(path: string): Promise<Scan> {
  const { file } = await openVolumeFile(path);
  const series = file.series[0];
  if (series === undefined) throw new Error(`${path} holds no series`);
  const line = async (name: string) => series.readSurface(series.header.surfaces.findIndex(surface => surface.name === name));
  const { data, columns } = await series.readBscan(0, 'display');
  const scan = { name: 'real', grey: data, columns, ilm: await line('ILM'), bm: await line('BM') };
  await file.close();
  return scan;
}

function phantomScan(seed: number): Scan {
  const order: VolumeOrder = { device: 'spectralis', eye: 'OD', place: 'macula', disease: 'none', seed };
  const { columns, bscans } = subjectOf(order).geometry;
  const { grey, surfaces } = renderVolumeBscan(order, (bscans - 1) / 2);
  const line = (name: (typeof truthSurfaces)[number]) => surfaces.subarray(truthSurfaces.indexOf(name) * columns).subarray(0, columns);
  return { name: `seed ${seed}`, grey, columns, ilm: line('ILM'), bm: line('BM') };
}

process.stdout.write(
  '| scan, columns | 20 above, 4 below the surface | above Bruch’s membrane | below | grain: retina; vitreous |\n| --- | --- | --- | --- | --- |\n',
);
for (const scan of [await realScan(process.argv[2] ?? ''), ...seeds.map(phantomScan)]) {
  const [a, b, c, d] = scan.name === 'real' ? sides.real : sides.phantom;
  process.stdout.write(row(scan, a, b) + row(scan, c, d));
}
