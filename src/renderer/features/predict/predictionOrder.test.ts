import { expect, it } from 'vitest';
import type { FilePrediction } from '../../client/queries/predictions.ts';
import { predictionsCsv, sortPredictions } from './predictionOrder.ts';

const fine = { value: 0.5, threshold: 1, words: null };
const row = (name: string, share: number, features = 0.5): FilePrediction => ({
  ...{ root: '/', name, item: name, predicted: 'CNV', probabilities: { CNV: share, NORMAL: 1 - share }, seenIn: null },
  unlike: {
    ...{ size: fine, colour: fine, grey: fine, scans: 10 },
    features: { value: features, threshold: 1, words: features > 1 ? 'looks unlike 99 % of it to the network' : null },
  },
});
const rows = [row('10.png', 0.9), row('2.png', 0.6, 3), { ...row('=1+1.png', 0.99), unlike: null, seenIn: 'train' as const }];
const names = (list: FilePrediction[]) => list.map(({ name }) => name);

it('answers are sorted by file, by how sure they are, and by how unlike the training data they are', () => {
  expect(names(sortPredictions(rows, 'file'))).toEqual(['=1+1.png', '2.png', '10.png']);
  expect(names(sortPredictions(rows, 'confidence'))).toEqual(['2.png', '10.png', '=1+1.png']);
  expect(names(sortPredictions(rows, 'sure'))).toEqual(['=1+1.png', '10.png', '2.png']);
  expect(names(sortPredictions(rows, 'unlike'))[0]).toBe('2.png');
});

it('a table for a spreadsheet holds every share, the flags and the notice, and no formula', () => {
  const lines = predictionsCsv(rows, ['CNV', 'NORMAL']).trimEnd().split('\r\n');
  expect(lines[0]).toBe('file,answer,share CNV,share NORMAL,unlike the training data,in the data of the run,notice');
  expect(lines[2]).toBe('2.png,CNV,0.6,0.4,looks unlike 99 % of it to the network,,"Research use only, not for diagnosis"');
  expect(lines[3]).toMatch(/^'=1\+1.png,CNV,0.99,.*,not compared,train,/);
});
