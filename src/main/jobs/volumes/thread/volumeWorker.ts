// The thread of volumeReader.ts: answers as many questions at once as are asked, so that one B-scan never waits for a whole volume.
import { parentPort } from 'node:worker_threads';
import { AppError, toAppError } from '../../../../shared/errors.ts';
import { answerTask } from './answerTask.ts';
import { closeVolumes } from './openVolumes.ts';
import type { FromThread, ToThread } from './volumeTasks.ts';

const port = parentPort;
if (port === null) throw new AppError('internal', 'Expected to run inside a worker thread, received the main thread.');

port.on('message', async (message: ToThread) => {
  if (message === 'close') {
    await closeVolumes();
    port.close();
    return;
  }
  const { id, place, task } = message;
  try {
    const answer = await answerTask(place, task);
    port.postMessage({ id, answer } satisfies FromThread, answer instanceof Uint8Array ? [answer.buffer] : []);
  } catch (thrown) {
    port.postMessage({ id, error: toAppError(thrown).toJSON() } satisfies FromThread);
  }
});
