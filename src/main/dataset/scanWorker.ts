// Worker thread of scanning and verification.
import { doFileTask, type FileAnswer, type FileTask } from './fileTask.ts';
import { serveTasks } from './workerPool.ts';

serveTasks<FileTask, FileAnswer>(doFileTask);
