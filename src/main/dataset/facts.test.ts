import { expect, test } from 'vitest';
import { imageFactsSchema } from '../../shared/domain/dataset.ts';
import { datasetFacts, imageFacts } from './facts.ts';

/** 40 × 20 pixels: the left quarter white fill, the rest half 51 and half 153 (of 255), times `scale`. */
function picture(data: Uint8Array | Uint16Array, scale: number, white: number, channels: number) {
  for (let at = 0; at < 800; at++) {
    const column = at % 40;
    data.fill(column < 10 ? white : scale * (column < 25 ? 51 : 153), at * channels, (at + 1) * channels);
  }
  return { rows: 20, columns: 40, channels, data };
}

test('facts by hand: a quarter is fill, the rest has mean 0.4 and standard deviation 0.2 of the range', () => {
  const facts = imageFacts({ raster: picture(new Uint8Array(800), 1, 255, 1), bitDepth: 8, frames: 1 }, 1600);
  expect(imageFactsSchema.parse(facts)).toEqual({
    ...{ widthPx: 40, heightPx: 20, channels: 1, bitDepth: 8, frames: 1, sizeBytes: 1600, density: 2, fillShare: 0.25 },
    ...{ greyMean: expect.closeTo(0.4, 12), greySd: expect.closeTo(0.2, 12) },
  });
});

test('the same picture in RGB and in 16 bit has the same grey level and fill', () => {
  const rgb = imageFacts({ raster: picture(new Uint8Array(2400), 1, 255, 3), bitDepth: 8, frames: 1 }, 0);
  const deep = imageFacts({ raster: picture(new Uint16Array(800), 257, 65535, 1), bitDepth: 16, frames: 1 }, 0);
  for (const facts of [rgb, deep]) {
    expect(facts).toMatchObject({ fillShare: 0.25, greyMean: expect.closeTo(0.4, 12), greySd: expect.closeTo(0.2, 12) });
  }
});

test('an image that is all fill has no grey level', () => {
  const facts = imageFacts({ raster: { rows: 4, columns: 4, channels: 1, data: new Uint8Array(16).fill(255) }, bitDepth: 8, frames: 1 }, 8);
  expect(facts).toMatchObject({ fillShare: 1, greyMean: null, greySd: null });
});

test('summaries are the quantiles that numpy gives', () => {
  const facts = imageFacts({ raster: picture(new Uint8Array(800), 1, 255, 1), bitDepth: 8, frames: 1 }, 0);
  const items = [40, 10, 30, 20].map(sizeBytes => ({ label: 'a', facts: { ...facts, sizeBytes, greyMean: null } }));
  const summary = datasetFacts([...items, { label: 'b', facts }]);
  expect(summary.classes.map(({ name, scans }) => [name, scans])).toEqual([
    ['a', 4],
    ['b', 1],
  ]);
  const factOf = (name: string) => summary.classes[0]?.facts.find(fact => fact.name === name);
  // numpy.percentile([10, 20, 30, 40], [50, 5, 95])
  expect(factOf('sizeBytes')).toEqual({ name: 'sizeBytes', median: 25, p5: expect.closeTo(11.5, 12), p95: expect.closeTo(38.5, 12) });
  expect(factOf('greyMean')).toBeUndefined();
});
