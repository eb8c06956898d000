// Writes a phantom data set to a folder.
import { AppError } from '../../shared/errors.ts';
import { type PhantomRecord, writePhantom } from '../dataset/phantom/writePhantom.ts';
import { runToEnd } from '../dataset/progress.ts';
import { phantomKinds } from './catalogue.ts';
import type { OperationOptions } from './operation.ts';

export interface PhantomRequest {
  kind: string;
  folder: string;
  images: number;
  patients: number;
  seed: number;
  /** Strength of the lesions: 1 as designed, 0 none. */
  signal?: number;
}

/** Errors: `unknownName`, `usage`; `conflict` when the folder is not empty; `interrupted`, `diskFull`. */
export async function makePhantom(
  { kind: wanted, folder, ...numbers }: PhantomRequest,
  options: OperationOptions = {},
): Promise<PhantomRecord> {
  const kind = phantomKinds.find(known => known.name === wanted)?.name;
  if (kind === undefined) {
    const known = phantomKinds.map(entry => entry.name).join(', ');
    throw new AppError('unknownName', `Expected a kind of phantom, received '${wanted}'. Known: ${known}.`);
  }
  const abort = options.signal === undefined ? {} : { abort: options.signal };
  return runToEnd(writePhantom({ kind, ...numbers, ...abort }, folder), options.onProgress);
}
