import { expect, test } from 'vitest';
import { type ChartSpec, chartCsv } from './chartSpec.ts';
import { logTicks, spread, ticks } from './scale.ts';

test('ticks are round numbers inside the range', () => {
  expect(ticks(0, 1, 4)).toEqual([0, 0.5, 1]);
  expect(ticks(0, 30, 6)).toEqual([0, 5, 10, 15, 20, 25, 30]);
  expect(ticks(-1, 1, 4)).toEqual([-1, -0.5, 0, 0.5, 1]);
  expect(ticks(0, 0.93, 4).map(value => value.toFixed(1))).toEqual(['0.0', '0.5']);
  expect(ticks(2, 2, 4)).toEqual([2]);
});

test('ticks of a logarithmic axis', () => {
  expect(logTicks(0.1, 1)).toEqual([0.1, 0.2, 0.5, 1]);
  expect(logTicks(0.001, 100)).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
});

test('labels that would lie on each other move apart, in their order', () => {
  expect(spread([100, 20], 14)).toEqual([100, 20]);
  expect(spread([22, 20], 14)).toEqual([34, 20]);
  expect(spread([50, 50, 50], 14)).toEqual([50, 64, 78]);
  expect(spread([95, 98, 10], 14, 100)).toEqual([86, 100, 10]);
});

test('a chart as a table has a row for each point, with its interval, and quotes what would break it', () => {
  const spec: ChartSpec = {
    ...{ title: 't', explanation: '', xLabel: 'epoch', yLabel: 'loss', xRange: [0, 2], yRange: [0, 1] },
    lines: [
      {
        ...{ label: 'CNV, "wet"', weight: 'validation', color: '#fff' },
        points: [
          { x: 1, y: 0.5 },
          { x: 2, y: null },
        ],
        band: [{ x: 1, low: 0.4, high: 0.6 }],
      },
    ],
    bars: [{ from: 0, to: 0.5, count: 12 }],
  };
  expect(chartCsv(spec)).toBe(
    'line,epoch,value,low,high\n"CNV, ""wet""",1,0.5,0.4,0.6\n"CNV, ""wet""",2,,,\ncount 0.0000 to 0.5000,0.25,12,,\n',
  );
});
