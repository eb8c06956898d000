// NiiVue's volume rendering behind volumeRenderer.ts, beside niivueSlices.ts the only module that knows NiiVue. It draws on a canvas that is
// no part of the page, so none of its keys, drags, menus, letters and cubes ever acts; our own canvas takes the picture and draws box and
// marks around it.
import { Niivue, NVImage, SHOW_RENDER, SLICE_TYPE } from '@niivue/niivue';
import { displayNifti } from './displayNifti.ts';
import { colorMapOf, copyTo } from './niivueSlices.ts';
import type { RenderingSamples } from './renderingSamples.ts';
import type { SliceLook } from './sliceRenderer.ts';
import type { VolumeRenderer } from './volumeRenderer.ts';

/** NiiVue's maps are everyone's: slices have one of their own. */
const mapName = 'foveaRendering';
/** NiiVue shows 80 % of the way from the middle to a corner. */
const shownShare = 0.8;
const umOfMm = 1000;
/** How much of the brightness is relief: 0 for none, 1 for nothing else. */
const illumination = 0.6;

type NiivueRendering = Pick<VolumeRenderer, 'draw' | 'close'> & { setLook: (look: SliceLook) => void };

/** `sizeUm`: of the whole box along x, y, z. */
export async function niivueRendering(
  { data, shape }: RenderingSamples,
  sizeUm: readonly [number, number, number],
  look: SliceLook,
  onLost: () => void,
): Promise<NiivueRendering> {
  const canvas = document.createElement('div').appendChild(document.createElement('canvas'));
  const nv = new Niivue({
    ...{ isResizeCanvas: false, interactive: false, dragAndDropEnabled: false, logLevel: 'error', isAntiAlias: false },
    ...{ isOrientationTextVisible: false, isRadiologicalConvention: false, isRuler: false, isColorbar: false, isOrientCube: false },
    ...{ multiplanarShowRender: SHOW_RENDER.ALWAYS, crosshairWidth: 0, show3Dcrosshair: false, sliceType: SLICE_TYPE.RENDER },
    backColor: [0, 0, 0, 1],
  });
  await nv.attachToCanvas(canvas, false);
  await nv.setVolumeRenderIllumination(illumination);
  const { bscans, rows, columns } = shape;
  // Already in NiiVue's own order: x to the right, y away, z up.
  const [x, y, z] = [sizeUm[0] / columns, sizeUm[1] / bscans, sizeUm[2] / rows].map(step => step / umOfMm) as [number, number, number];
  const nifti = displayNifti(data, { columns, rows: bscans, bscans: rows }, [
    [x, 0, 0, 0],
    [0, y, 0, 0],
    [0, 0, z, 0],
  ]);
  const image = await NVImage.loadFromFile({ file: new File([nifti], 'volume.nii'), name: 'volume.nii', ignoreZeroVoxels: false });
  const colour = ({ window: { low, high }, table }: SliceLook) => {
    nv.addColormap(mapName, colorMapOf(table));
    image.colormap = mapName;
    image.cal_min = low;
    image.cal_max = high;
  };
  colour(look);
  nv.addVolume(image);
  canvas.addEventListener('webglcontextlost', onLost);
  const taken = document.createElement('canvas');
  const radiusUm = Math.hypot(...sizeUm) / 2;
  return {
    setLook: next => {
      colour(next);
      nv.updateGLVolume();
    },
    draw: ({ azimuth, elevation }, scale, { width, height }) => {
      if (canvas.width !== width) canvas.width = width;
      if (canvas.height !== height) canvas.height = height;
      nv.scene.renderAzimuth = azimuth;
      nv.scene.renderElevation = elevation;
      nv.scene.volScaleMultiplier = (scale * shownShare * radiusUm) / (Math.min(width, height) / 2);
      nv.drawScene();
      return copyTo(taken, canvas, width, height, [1, 0, 0, 1, 0, 0]);
    },
    close: () => {
      canvas.removeEventListener('webglcontextlost', onLost);
      nv.cleanup();
      nv.gl.getExtension('WEBGL_lose_context')?.loseContext();
    },
  };
}
