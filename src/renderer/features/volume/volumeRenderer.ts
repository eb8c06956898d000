// The volume in 3-D behind one small interface: rays through a texture, drawn by NiiVue.
import { AppError } from '../../../shared/errors.ts';
import { text } from '../../text/index.ts';
import type { Camera } from './camera.ts';
import { curveOf, type DisplayPreset, type GreyWindow } from './displayTransform.ts';
import { findGraphics } from './graphics.ts';
import { type Blocks, blocksFor, type RenderingLimits, renderingSamples } from './renderingSamples.ts';
import type { ColorTable, SliceLook } from './sliceRenderer.ts';
import type { Size } from './viewport.ts';
import type { VolumeBox } from './volumeBox.ts';

export interface VolumeRenderer {
  /** How many samples the texture holds as one. */
  readonly blocks: Blocks;
  /** The processor draws in the place of a graphics card: coarsely while it turns. */
  readonly isSlow: boolean;
  setLook(look: RenderingLook): void;
  /** The box's middle in the middle; `scale`: screen pixels for a µm. The same canvas each time, valid until the next call. */
  draw(camera: Camera, scale: number, canvas: Size): HTMLCanvasElement;
  close(): void;
}

export interface RenderingLook {
  /** Grey up to `low` is see-through. */
  window: GreyWindow;
  preset: DisplayPreset;
}

export interface RenderingSource {
  /** [bscan, row, column] */
  grey: Uint8Array;
  shape: { bscans: number; rows: number; columns: number };
  box: VolumeBox;
  look: RenderingLook;
  /** What grey is multiplied with in a row; null for nothing. */
  gain: ((row: number) => number) | null;
}

/** NiiVue keeps three textures of four bytes a sample. */
const samplesOnCard = 24e6;
/** More than this, and the processor takes seconds for a picture. */
const samplesInSoftware = 4e6;

/** `onLost`: the graphics card took the picture back. Errors: `environment` without WebGL 2; the signal's reason. */
export async function openRendering(source: RenderingSource, signal: AbortSignal, onLost: () => void): Promise<VolumeRenderer> {
  const graphics = findGraphics();
  if (graphics === null) throw new AppError('environment', text.volumeRendering.noGraphics);
  const { grey, shape, box, look, gain } = source;
  const total = graphics.isSoftware ? samplesInSoftware : samplesOnCard;
  const limits: RenderingLimits = { side: graphics.textureAtMost, total };
  const [x, y, z] = box.sizeUm;
  const blocks = blocksFor(shape, { columns: x / shape.columns, bscans: y / shape.bscans, rows: z / box.stretch / shape.rows }, limits);
  const samples = await renderingSamples(grey, shape, { blocks, isFirstInFront: box.isFirstInFront, gain, signal });
  const { niivueRendering } = await import('./niivueRendering.ts');
  const asSlices = ({ window, preset }: RenderingLook): SliceLook => ({ window, table: renderingTable(preset, blocks) });
  const drawn = await niivueRendering(samples, box.sizeUm, asSlices(look), onLost);
  return { ...drawn, blocks, isSlow: graphics.isSoftware, setLook: next => drawn.setLook(asSlices(next)) };
}

/** Opacity falls as a power of grey: tissue hides what is behind it after a few B-scans, vitreous is no fog after hundreds of rows. */
const fall = 3;

/** A ray meets fewer samples where several are one: each of them then hides more. */
function renderingTable(preset: DisplayPreset, { bscans, rows, columns }: Blocks): ColorTable {
  const curve = curveOf(preset);
  const perSample = (bscans * rows * columns) ** (1 / 3);
  const table = new Uint8ClampedArray(1024);
  for (let i = 0; i < 256; i++) {
    table.fill(Math.round(curve(i / 255)), 4 * i, 4 * i + 3);
    table[4 * i + 3] = Math.round(255 * (1 - (1 - (i / 255) ** fall) ** perSample));
  }
  return table;
}
