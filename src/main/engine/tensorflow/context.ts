// The process's one TensorFlow context: threads, devices, and the ConfigProto that traced functions run under.
import os from 'node:os';
import { AppError } from '../../../shared/errors.ts';
import { capi, type Handle } from './capi.ts';
import { setContextAddress } from './contextAddress.ts';
import { encodeMessage, type ProtoMessage } from './protobuf.ts';
import { withStatus } from './status.ts';

export interface Device {
  /** TensorFlow's full name, e.g. `/job:localhost/replica:0/task:0/device:CPU:0`. */
  name: string;
  type: string;
}

export interface Context {
  handle: Handle;
  devices: Device[];
  /** Threads inside one operation. Results are bit-identical only for equal thread counts. */
  threads: number;
}

/** TFE_DEVICE_PLACEMENT_SILENT: inputs are copied to the device that needs them. */
const placementSilent = 2;

let context: Context | undefined;

/** `FOVEA_THREADS`, else the number of cores. */
function threadCount(): number {
  const wanted = process.env.FOVEA_THREADS;
  if (wanted === undefined || wanted === '') return os.availableParallelism();
  const count = Number(wanted);
  if (!Number.isInteger(count) || count < 1) {
    throw new AppError('usage', `Expected FOVEA_THREADS to be a whole number of at least 1, received '${wanted}'.`);
  }
  return count;
}

/** The context, made at the first call. */
export function deviceContext(): Context {
  if (context !== undefined) return context;
  const api = capi();
  const threads = threadCount();
  const options: Handle = api.TFE_NewContextOptions();
  const config = encodeMessage(configProto(threads, []));
  try {
    withStatus('Configuring TensorFlow', status => api.TFE_ContextOptionsSetConfig(options, config, config.length, status));
    api.TFE_ContextOptionsSetDevicePlacementPolicy(options, placementSilent);
    const handle: Handle = withStatus('Starting TensorFlow', status => api.TFE_NewContext(options, status));
    context = { handle, devices: listDevices(handle), threads };
    setContextAddress(handle);
    return context;
  } finally {
    api.TFE_DeleteContextOptions(options);
  }
}

/** In a worker thread: works in the process's one context. Operations on it may run in several threads at once. */
export function adoptContext(address: Handle): void {
  context = { handle: address, devices: listDevices(address), threads: threadCount() };
}

/** Toggle values of RewriterConfig. */
const on = 1;

/**
 * Serialised ConfigProto for a traced function: grappler's options reach a function only this way.
 * `bf16` turns on auto_mixed_precision_onednn_bfloat16 (field 31 of RewriterConfig).
 */
export function functionConfig(precision: 'fp32' | 'bf16'): Uint8Array {
  return encodeMessage(configProto(deviceContext().threads, precision === 'bf16' ? [[31, on]] : []));
}

/** ConfigProto: intra 2, inter 5, gpu_options 6 {allow_growth 4}, allow_soft_placement 7, graph_options 10 {rewrite_options 10}. */
function configProto(threads: number, rewrite: ProtoMessage): ProtoMessage {
  return [
    [2, threads],
    [5, threads],
    [6, [[4, true]]],
    [7, true],
    [10, [[10, rewrite]]],
  ];
}

function listDevices(handle: Handle): Device[] {
  const api = capi();
  const list: Handle = withStatus('Listing devices', status => api.TFE_ContextListDevices(handle, status));
  try {
    return Array.from({ length: api.TF_DeviceListCount(list) }, (_, i) =>
      withStatus('Listing devices', status => ({
        name: api.TF_DeviceListName(list, i, status),
        type: api.TF_DeviceListType(list, i, status),
      })),
    );
  } finally {
    api.TF_DeleteDeviceList(list);
  }
}
