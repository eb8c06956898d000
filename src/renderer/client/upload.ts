// Sends files to the main process, which keeps them in its incoming/ folder: where a browser has no paths to tell, only bytes.
import { z } from 'zod';
import { AppError } from '../../shared/errors.ts';

export interface FileToSend {
  file: File;
  /** With the folders that it was dropped in, so that class folders survive. */
  path: string;
}

export interface UploadProgress {
  files: number;
  totalFiles: number;
  sentBytes: number;
  totalBytes: number;
}

const uploadedSchema = z.object({
  id: z.string(),
  folder: z.string(),
  /** Below the folder. */
  name: z.string(),
  sizeBytes: z.number(),
  /** By content: an image format, `zip` (already unpacked into the folder `name`), or null. */
  format: z.string().nullable(),
});
export type UploadedFile = z.infer<typeof uploadedSchema>;

export interface Uploaded {
  /** Path on the computer that Fovea runs on; there even when every file was refused but the first. */
  folder: string;
  files: UploadedFile[];
  refused: { path: string; error: AppError }[];
}

const atOnce = 4;
/** These end the whole upload: the next file would fare no better. */
const endingCodes: readonly string[] = ['diskFull', 'interrupted', 'environment', 'unauthorized', 'permissionDenied'];

/** Errors: `usage` without files; `diskFull`; `interrupted` on abort; `environment` when nobody answers; the first refusal when all were refused. */
export async function uploadFiles(
  files: readonly FileToSend[],
  { onProgress, signal }: { onProgress?: (progress: UploadProgress) => void; signal?: AbortSignal } = {},
): Promise<Uploaded> {
  if (files.length === 0) throw new AppError('usage', 'Expected files, received none. Drop a folder or files.');
  const totalBytes = files.reduce((sum, { file }) => sum + file.size, 0);
  const sent = new Map<FileToSend, number>();
  const kept: UploadedFile[] = [];
  const refused: Uploaded['refused'] = [];
  const waiting = [...files];
  const report = (): void => {
    const sentBytes = [...sent.values()].reduce((sum, bytes) => sum + bytes, 0);
    onProgress?.({ files: kept.length + refused.length, totalFiles: files.length, sentBytes: Math.min(totalBytes, sentBytes), totalBytes });
  };
  const sendNext = async (id: string | null): Promise<void> => {
    const next = waiting.shift();
    if (next === undefined) return;
    try {
      const count = (bytes: number): void => {
        sent.set(next, bytes);
        report();
      };
      kept.push(await send(next, id, count, signal));
    } catch (error) {
      if (!(error instanceof AppError) || endingCodes.includes(error.code)) throw error;
      refused.push({ path: next.path, error });
    }
    sent.set(next, next.file.size);
    report();
  };
  while (kept.length === 0 && waiting.length > 0) await sendNext(null);
  const [first] = kept;
  if (first === undefined) throw refused[0]?.error;
  const lane = async (): Promise<void> => {
    while (waiting.length > 0) await sendNext(first.id);
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return { folder: first.folder, files: kept, refused };
}

function send({ file, path }: FileToSend, id: string | null, onSent: (bytes: number) => void, signal?: AbortSignal): Promise<UploadedFile> {
  const query = new URLSearchParams({ name: path, ...(id === null ? {} : { id }) });
  // `fetch` does not tell how much has been sent.
  const request = new XMLHttpRequest();
  return new Promise<UploadedFile>((resolve, reject) => {
    const abort = (): void => request.abort();
    request.open('POST', `/upload?${query}`);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded }) => onSent(loaded);
    request.onload = () => {
      const uploaded = uploadedSchema.safeParse(request.response);
      if (request.status === 200 && uploaded.success) resolve(uploaded.data);
      else reject(AppError.fromJSON((request.response as { error?: unknown } | null)?.error));
    };
    request.onerror = () =>
      reject(new AppError('environment', `${path}: the connection was cut while it was sent. Is Fovea still running?`));
    request.onabort = () => reject(new AppError('interrupted', 'The upload was cancelled.'));
    request.onloadend = () => signal?.removeEventListener('abort', abort);
    if (signal?.aborted) return reject(new AppError('interrupted', 'The upload was cancelled.'));
    signal?.addEventListener('abort', abort);
    request.send(file);
  });
}
