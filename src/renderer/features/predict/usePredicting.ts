// From files that a person gives to a predict run in the queue: sent where a browser has no paths, read, started.
import { create } from 'zustand';
import type { AppError } from '../../../shared/errors.ts';
import { api } from '../../client/api.ts';
import { bridge } from '../../client/bridge.ts';
import { droppedPaths, readDropped } from '../../client/droppedFiles.ts';
import { go, hrefOf } from '../../client/route.ts';
import { toAppError } from '../../client/toAppError.ts';
import { type FileToSend, type UploadProgress, uploadFiles } from '../../client/upload.ts';

interface PredictingState {
  /** null: nothing is on its way. */
  step: { kind: 'sending'; progress: UploadProgress } | { kind: 'reading'; done: number; total: number } | null;
  error: AppError | null;
  cancel: () => void;
}

const idle: PredictingState = { step: null, error: null, cancel: () => undefined };
export const usePredicting = create<PredictingState>()(() => idle);

type Given = { paths: string[] } | { files: FileToSend[] };

/** What was dropped. Call it in the event itself: the transfer is empty afterwards. */
export async function predictDropped(run: string, transfer: DataTransfer): Promise<void> {
  const paths = droppedPaths(transfer);
  const reading = paths === null ? readDropped(transfer).then(files => ({ files })) : Promise.resolve({ paths });
  await predict(run, reading);
}

export function predictFiles(run: string, files: readonly File[]): Promise<void> {
  return predict(run, Promise.resolve({ files: files.map(file => ({ file, path: file.webkitRelativePath || file.name })) }));
}

/** The system's dialogs, in the desktop window. */
export async function predictChosen(run: string, what: 'files' | 'folder'): Promise<void> {
  if (bridge === null) return;
  const folder = what === 'folder' ? await bridge.chooseFolder() : null;
  const paths = what === 'files' ? await bridge.chooseFiles() : folder === null ? [] : [folder];
  if (paths.length > 0) await predict(run, Promise.resolve({ paths }));
}

async function predict(run: string, given: Promise<Given>): Promise<void> {
  usePredicting.getState().cancel();
  const controller = new AbortController();
  const { signal } = controller;
  const set = (state: Partial<PredictingState>): void => {
    if (!signal.aborted) usePredicting.setState(state);
  };
  const cancel = (): void => {
    controller.abort();
    usePredicting.setState(idle);
  };
  usePredicting.setState({ step: { kind: 'reading', done: 0, total: 0 }, error: null, cancel });
  try {
    const what = await given;
    const paths = 'paths' in what ? what.paths : await send(what.files, signal, set);
    set({ step: { kind: 'reading', done: 0, total: 0 } });
    for await (const entry of await api.compute.predict.mutate({ run, paths }, { signal })) {
      if (signal.aborted) return;
      if ('progress' in entry) set({ step: { kind: 'reading', done: entry.progress.done, total: entry.progress.total } });
      else {
        usePredicting.setState(idle);
        go(hrefOf('use', [], { run, prediction: entry.outcome.run.id }));
      }
    }
  } catch (thrown) {
    set({ step: null, error: toAppError(thrown) });
  }
}

async function send(files: readonly FileToSend[], signal: AbortSignal, set: (state: Partial<PredictingState>) => void): Promise<string[]> {
  const { folder } = await uploadFiles(files, { signal, onProgress: progress => set({ step: { kind: 'sending', progress } }) });
  return [folder];
}
