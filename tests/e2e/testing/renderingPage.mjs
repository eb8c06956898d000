// Runs in a page: draws a volume in 3-D as the window does and tells the middle of what is bright on screen, from each camera.
import { scaleOf } from '../../../src/renderer/features/volume/camera.ts';
import { boxOf } from '../../../src/renderer/features/volume/volumeBox.ts';
import { openRendering } from '../../../src/renderer/features/volume/volumeRenderer.ts';

const seen = 24;

globalThis.brightMiddles = async ({ grey, header, window, cameras, size }) => {
  const found = [];
  for (const stretch of new Set(cameras.map(camera => camera.stretch))) {
    const box = boxOf(header, stretch);
    const look = { window, preset: 'vendor' };
    const source = { grey: Uint8Array.from(grey), shape: header.shape, box, look, gain: null };
    const renderer = await openRendering(source, new AbortController().signal, () => undefined);
    for (const camera of cameras.filter(camera => camera.stretch === stretch)) {
      const scale = scaleOf(camera, box.sizeUm, size);
      found.push({ camera, scale, ...middleOf(renderer.draw(camera, scale, size)) });
    }
    renderer.close();
  }
  return found;
};

function middleOf(canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  let [count, x, y] = [0, 0, 0];
  for (let i = 0; i < width * height; i++) {
    if (data[4 * i] < seen) continue;
    count += 1;
    x += (i % width) + 0.5;
    y += Math.floor(i / width) + 0.5;
  }
  return { count, x: x / count, y: y / count };
}
