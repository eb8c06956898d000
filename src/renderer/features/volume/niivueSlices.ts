// The one module that knows NiiVue. It draws a plane of a volume with one canvas pixel a sample, through a window and a colour table of
// ours; our own canvases place, stretch and zoom that picture and lay lines and overlays on. So NiiVue never sees the display affine, its
// keys, drags, rulers and orientation letters never act, and device pixels are no concern of its.
import { Niivue, NVImage, SHOW_RENDER, SLICE_TYPE } from '@niivue/niivue';
import { displayNifti, type VoxelShape } from './displayNifti.ts';
import type { ColorTable, SliceLook, SliceRenderer } from './sliceRenderer.ts';

type ColorMap = Parameters<Niivue['addColormap']>[1];

/** `grey`: [bscan, row, column]. The look comes with it, because NiiVue colours a volume when it takes it in. */
export async function niivueSlices(grey: Uint8Array, shape: VoxelShape, look: SliceLook): Promise<SliceRenderer> {
  const holder = document.createElement('div');
  const canvas = holder.appendChild(document.createElement('canvas'));
  const nv = new Niivue({
    ...{ isResizeCanvas: false, interactive: false, dragAndDropEnabled: false, logLevel: 'error', isAntiAlias: false },
    ...{
      isOrientationTextVisible: false,
      isRadiologicalConvention: false,
      isNearestInterpolation: true,
      isRuler: false,
      isColorbar: false,
    },
    ...{ multiplanarShowRender: SHOW_RENDER.NEVER, crosshairWidth: 0, show3Dcrosshair: false, sliceType: SLICE_TYPE.SAGITTAL },
  });
  await nv.attachToCanvas(canvas, false);
  const file = new File([displayNifti(grey, shape)], 'volume.nii');
  const image = await NVImage.loadFromFile({ file, name: file.name, ignoreZeroVoxels: false });
  const colour = ({ window: { low, high }, table }: SliceLook) => {
    nv.addColormap('fovea', colorMapOf(table));
    // NiiVue sets a window of its own whenever it is given colours.
    image.colormap = 'fovea';
    image.cal_min = low;
    image.cal_max = high;
  };
  colour(look);
  nv.addVolume(image);
  const pictures = { across: document.createElement('canvas'), depth: document.createElement('canvas') };
  const { bscans, rows, columns } = shape;

  const draw = (plane: SLICE_TYPE, width: number, height: number, at: [number, number, number]) => {
    canvas.width = width;
    canvas.height = height;
    nv.gl.viewport(0, 0, width, height);
    nv.opts.sliceType = plane;
    const [column, row, bscan] = at;
    // NiiVue counts rows from below.
    nv.scene.crosshairPos = [(column + 0.5) / columns, 1 - (row + 0.5) / rows, (bscan + 0.5) / bscans];
    nv.drawScene();
  };
  const middle = (count: number) => count >> 1;
  return {
    setLook: next => {
      colour(next);
      nv.updateGLVolume();
    },
    across: column => {
      draw(SLICE_TYPE.SAGITTAL, rows, bscans, [column, middle(rows), middle(bscans)]);
      // NiiVue lays depth along x from right to left and B-scans along y from below.
      return copyTo(pictures.across, canvas, bscans, rows, [0, -1, -1, 0, bscans, rows]);
    },
    depth: row => {
      draw(SLICE_TYPE.CORONAL, columns, bscans, [middle(columns), row, middle(bscans)]);
      return copyTo(pictures.depth, canvas, columns, bscans, [1, 0, 0, -1, 0, bscans]);
    },
    close: () => {
      nv.cleanup();
      nv.gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}

export function colorMapOf(table: ColorTable): ColorMap {
  const channel = (offset: number) => Array.from({ length: 256 }, (_, i) => table[4 * i + offset] as number);
  return { R: channel(0), G: channel(1), B: channel(2), A: channel(3), I: Array.from({ length: 256 }, (_, i) => i) };
}

export function copyTo(
  target: HTMLCanvasElement,
  source: HTMLCanvasElement,
  width: number,
  height: number,
  matrix: [number, number, number, number, number, number],
): HTMLCanvasElement {
  if (target.width !== width) target.width = width;
  if (target.height !== height) target.height = height;
  const context = target.getContext('2d', { alpha: false });
  if (context === null) return target;
  context.imageSmoothingEnabled = false;
  context.setTransform(...matrix);
  context.drawImage(source, 0, 0);
  return target;
}
