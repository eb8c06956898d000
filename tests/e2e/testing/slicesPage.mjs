// Runs in a page: draws crossing slices by NiiVue and by the processor and tells how many of their values differ by more than rounding does.
import { niivueSlices } from '../../../src/renderer/features/volume/niivueSlices.ts';
import { plainSlices } from '../../../src/renderer/features/volume/plainSlices.ts';

/** The table is read between its entries by one and at them by the other. */
const rounding = 2;

globalThis.compareSlices = async ({ grey, shape }) => {
  const table = Uint8ClampedArray.from({ length: 1024 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2));
  const samples = Uint8Array.from(grey);
  const found = [];
  const windows = [
    { low: 20, high: 200 },
    { low: 0, high: 255 },
  ];
  const renderers = await Promise.all([niivueSlices, plainSlices].map(open => open(samples, shape, { window: windows[0], table })));
  for (const window of windows) {
    for (const renderer of renderers) renderer.setLook({ window, table });
    for (const [plane, places] of [
      ['across', [0, 7, shape.columns - 1]],
      ['depth', [0, 30, shape.rows - 1]],
    ]) {
      for (const place of places) {
        const [first, second] = renderers.map(renderer => pixelsOf(renderer[plane](place)));
        found.push({ plane, place, ...window, values: first.data.length, wrong: differing(first, second) });
      }
    }
  }
  for (const renderer of renderers) renderer.close();
  return found;
};

function pixelsOf(canvas) {
  const { width, height } = canvas;
  return { width, height, data: Uint8ClampedArray.from(canvas.getContext('2d').getImageData(0, 0, width, height).data) };
}

function differing(first, second) {
  if (first.width !== second.width || first.height !== second.height) return first.data.length;
  return first.data.reduce((wrong, value, i) => wrong + Number(Math.abs(value - second.data[i]) > rounding), 0);
}
