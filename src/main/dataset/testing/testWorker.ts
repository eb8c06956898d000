// A worker for the pool's test: it doubles numbers, and throws or dies when it is asked to.
import { AppError } from '../../../shared/errors.ts';
import { serveTasks } from '../workerPool.ts';

serveTasks<number | 'throw' | 'die', number>(async task => {
  if (task === 'throw') throw new AppError('badInput', 'no number');
  if (task === 'die') process.exit(3);
  return 2 * task;
});
