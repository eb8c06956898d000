// Writes a phantom to a folder: a data set of B-scans, or a volume as a device would have stored it.
import { AppError } from '../../shared/errors.ts';
import { type PhantomDevice, phantomDevices } from '../dataset/phantom/volume/deviceLooks.ts';
import { formatsOf, type VolumeRecord, type WriteVolumeOrder, writeVolume } from '../dataset/phantom/volume/writeVolume.ts';
import { type PhantomRecord, writePhantom } from '../dataset/phantom/writePhantom.ts';
import { runToEnd } from '../dataset/progress.ts';
import type { OperationOptions } from './operation.ts';

export interface PhantomRequest {
  folder: string;
  images: number;
  patients: number;
  seed: number;
  /** Strength of the lesions: 1 as designed, 0 none. */
  signal?: number;
}

/** What is left out is as the device has it: the first of its formats, all of its B-scans. */
export interface PhantomVolumeRequest {
  folder: string;
  device: string;
  eye: string;
  place: string;
  disease: string;
  format?: string;
  seed: number;
  bscans?: number;
}

/** Errors: `usage`; `conflict` when the folder is not empty; `interrupted`, `diskFull`. */
export async function makePhantom({ folder, ...numbers }: PhantomRequest, options: OperationOptions = {}): Promise<PhantomRecord> {
  return runToEnd(writePhantom({ kind: 'oct-bscan', ...numbers, ...abortOf(options) }, folder), options.onProgress);
}

/** Errors: as makePhantom. */
export async function makePhantomVolume(
  { folder, ...request }: PhantomVolumeRequest,
  options: OperationOptions = {},
): Promise<VolumeRecord> {
  const device = phantomDevices.find(known => known === request.device);
  if (device === undefined) {
    throw new AppError('usage', `Expected a device of ${phantomDevices.join(', ')}, received '${request.device}'.`);
  }
  // What else is not there is told by the writer.
  const order = { ...request, device, format: request.format ?? firstFormat(device) } as WriteVolumeOrder;
  return runToEnd(writeVolume(order, folder, abortOf(options)), options.onProgress);
}

function firstFormat(device: PhantomDevice): WriteVolumeOrder['format'] {
  return formatsOf(device)[0] as WriteVolumeOrder['format'];
}

function abortOf({ signal }: OperationOptions): { abort?: AbortSignal } {
  return signal === undefined ? {} : { abort: signal };
}
