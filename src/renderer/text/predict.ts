// Words of the Use place: a trained run asked about files.
import { formatBytes, formatCount, formatNumber } from '../../shared/units.ts';

const files = (count: number): string => formatCount(count, 'file');

export const predictText = {
  title: 'Predict',
  area: 'Files and answers',
  model: 'Run that answers',
  noModelTitle: 'No trained run yet',
  noModel: 'Train a run first; then drop files here and it answers for each of them.',
  goData: 'Go to Data',
  drop: 'Drop scans or folders of scans here',
  dropHint: 'JPEG, PNG, TIFF, BMP, WebP or a zip. The files are read, not changed, and nothing leaves this computer.',
  choose: 'Choose files…',
  chooseFolder: 'Choose a folder…',
  dropNow: 'Let go to predict',
  earlier: 'Predictions of this run',
  noEarlier: 'None yet.',
  sending: (done: number, total: number, sent: number, all: number) =>
    `Sending file ${formatNumber(Math.min(done + 1, total))} of ${formatNumber(total)} · ${formatBytes(sent)} of ${formatBytes(all)}`,
  reading: (done: number, total: number) =>
    total === 0 ? 'Reading the files…' : `Reading file ${formatNumber(done)} of ${formatNumber(total)}`,
  waiting: 'Waiting for its turn in the queue…',
  starting: 'Starting the engine…',
  working: (phase: string, done: number, total: number) =>
    `${{ predict: 'Predicting', 'compare with the training data': 'Comparing with the training data', 'describe the training data': 'Reading the training data' }[phase] ?? phase}: ${formatNumber(done)} of ${formatNumber(total)}`,
  failed: 'The prediction did not finish.',
  cancelled: 'The prediction was cancelled.',
  cancel: 'Cancel',
  summary: (count: number, unlike: number, seen: number) =>
    [
      files(count),
      ...(unlike > 0 ? [`${formatNumber(unlike)} unlike the training data`] : []),
      ...(seen > 0 ? [`${formatNumber(seen)} already in the run's data`] : []),
    ].join(' · '),
  columns: { file: 'File', answer: 'Answer', probabilities: 'Share of each class', remarks: 'Remarks' },
  sortBy: 'Sort',
  sorts: { file: 'Sorted by file', confidence: 'Least sure first', sure: 'Surest first', unlike: 'Unlike the training data first' },
  table: 'Answers',
  seen: { train: 'was trained on', val: 'was used to select the checkpoint', test: 'in the test part of the run' } as Record<
    string,
    string
  >,
  seenHint: 'This very file is in the data of the run: its answer proves nothing.',
  unlikeUnknown: 'not compared with the training data',
  export: 'Export CSV',
  exported: (name: string) => `${name} saved.`,
  refusedTitle: (count: number) => `${files(count)} could not be read`,
  ignored: (count: number) => `${files(count)} left aside: no images.`,
  rest: (count: number) => (count === 1 ? 'The other file is answered.' : `The other ${formatNumber(count)} are answered.`),
  back: 'Back to the list',
  another: 'New prediction',
  notice: 'Research use only, not for diagnosis',
  detail: 'Answer for one file',
  shown: (name: string) => `Answer for ${name}`,
} as const;
