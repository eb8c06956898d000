// Optovue .OCT files with their .txt: A-scan after A-scan from the deepest sample, as 32-bit floats.
import type { WritableVolume } from './writableVolume.ts';

export interface OptovueFiles {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly beside: { readonly name: string; readonly bytes: Uint8Array };
}

/** What is written for a grey value: numbers as the device's, far from zero. */
export function optovueSample(grey: number): number {
  return 800 + 16 * grey;
}

export interface OptovueOptions {
  /** As in the file's name. */
  readonly protocol?: string;
  /** The section of the text that counts the scan. */
  readonly step?: string;
  /** B-scans after the scan that the text does not count; copies of the first. */
  readonly alignment?: number;
  /** How often the scan is written. */
  readonly groups?: number;
}

export function writeOptovue(volume: WritableVolume, options: OptovueOptions = {}): OptovueFiles {
  const { protocol = '3D Retina', step = `Retina - ${protocol} Step 1`, alignment = 0, groups = 1 } = options;
  const { bscans } = volume.shape;
  const order = Array.from({ length: bscans + alignment }, (_, i) => (i < bscans ? i : 0));
  const group = Buffer.concat(order.map(bscan => bscanBytes(volume, bscan)));
  const [date, time] = volume.acquiredAt.slice(0, 19).split('T') as [string, string];
  const stem = `${volume.patient.name} _${volume.patient.identifier}_${protocol}_${volume.laterality}_${date}_${time.replaceAll(':', '.')}_1`;
  return {
    name: `${stem}.OCT`,
    bytes: Uint8Array.from(Buffer.concat(Array.from({ length: groups }, () => group))),
    beside: { name: `${stem}.txt`, bytes: Buffer.from(sheetText(volume, bscans + alignment, step), 'latin1') },
  };
}

function bscanBytes({ grey, shape: { rows, columns } }: WritableVolume, bscan: number): Uint8Array {
  const samples = new Float32Array(rows * columns);
  for (let column = 0, at = 0; column < columns; column++) {
    for (let row = rows - 1; row >= 0; row--, at++) samples[at] = optovueSample(grey[(bscan * rows + row) * columns + column] as number);
  }
  return new Uint8Array(samples.buffer);
}

function sheetText({ shape, spacingUm, laterality }: WritableVolume, frames: number, step: string): string {
  const mm = (um: number, decimals: number) => `${(um / 1000).toFixed(decimals)} mm`;
  const lines = [
    ...['[General]', `OCT Window Height= ${shape.rows}`, `Scan Depth= ${mm(spacingUm.row * shape.rows, 5)}`, `Eye Scanned=${laterality}`],
    ...['Video Height= 480', 'Video Width= 640', `Frames Per Data Group= ${frames}`],
    ...[`[${step}]`, `XY Scan Length= ${shape.columns}`, `XY Scan Usage= ${shape.bscans}`],
    ...[`[${step} Detail]`, `XY Scan Size1= ${mm(spacingUm.column * shape.columns, 3)}`, `XY Scan Interval1= ${mm(spacingUm.bscan, 3)}`],
  ];
  return `${lines.join('\r\n')}\r\n`;
}
