// Our side of the comparison with other readers: a step opens a vendor's file anew and makes B-scans as the grey that is shown.
import { parseArgs } from 'node:util';
import { openVolumePath } from '../../src/main/dataset/formats/openVolumePath.ts';
import { AppError } from '../../src/shared/errors.ts';
import { serveSteps } from '../lineProtocol.ts';

const { values } = parseArgs({ options: { task: { type: 'string', default: 'all' }, path: { type: 'string', default: '' } } });
const { task, path } = values;

const samples = await read();
await serveSteps({ workload: path, mode: task, batch: samples }, async () => {
  await read();
  return null;
});

/** Samples made. */
async function read(): Promise<number> {
  const opened = await openVolumePath(path);
  const volume = opened.series[0]?.volume;
  if (volume === undefined) throw new AppError('internal', `Expected a volume in ${path}.`);
  const { bscans } = volume.header.shape;
  let count = 0;
  for (let bscan = 0; bscan < bscans; bscan++) {
    if (task === 'first' && bscan !== bscans >> 1) continue;
    count += (await volume.readBscan(bscan, 'display')).data.length;
  }
  await opened.close();
  return count;
}
