// Worker thread of scanning and verification.
import { type FileTask, hashFile, type InspectedFile, inspectFile } from './fileTask.ts';
import { serveTasks } from './workerPool.ts';

serveTasks<FileTask, InspectedFile | string>(task => (task.kind === 'hash' ? hashFile(task) : inspectFile(task)));
