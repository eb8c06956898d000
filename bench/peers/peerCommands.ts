// The peers' benchmark programs as worker commands.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { WorkerCommand } from '../workerProcess.ts';

export interface EngineWorkload {
  readonly workload: 'resnet50' | 'unet' | 'resnet18Volume';
  readonly mode: 'train' | 'forward';
  readonly precision: 'fp32' | 'bf16';
  readonly threads: number;
}

export interface EpochWorkload {
  /** Folder that the split's paths are relative to. */
  readonly root: string;
  /** `{classes, train, val, test: [{path, label}]}`, see splitFolders.py. */
  readonly splitFile: string;
  readonly sizePx: number;
  readonly batch: number;
  readonly epochs: number;
  readonly threads: number;
  readonly workers: number;
}

const folder = import.meta.dirname;

/** Python with the peers' libraries; installs them on the first call (setup.mjs). */
export function peersPython(): string {
  return pythonOf([]);
}

/** The same with the readers of vendors' files. */
export function volumePeersPython(): string {
  return pythonOf(['volumes']);
}

function pythonOf(args: readonly string[]): string {
  const command = [join(folder, 'setup.mjs'), ...args];
  return execFileSync(process.execPath, command, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim();
}

/** PyTorch, channels-last; `freeze` folds batch norm into the convolutions and is for `forward` only. */
export function torchEngineCommand(
  python: string,
  backend: 'eager' | 'compile' | 'freeze',
  { workload, mode, precision, threads }: EngineWorkload,
): WorkerCommand {
  const options = { workload, mode, precision, backend, threads };
  return { name: `PyTorch ${backend}`, command: python, args: [join(folder, 'worker.py'), ...flags(options)] };
}

/** PyTorch with its DataLoader; a step is one training epoch from the image files. */
export function torchEpochCommand(python: string, { root, splitFile, sizePx, ...shared }: EpochWorkload): WorkerCommand {
  const options = { root, split: splitFile, size: sizePx, ...shared };
  return { name: 'PyTorch DataLoader', command: python, args: [join(folder, 'epoch.py'), '--serve', ...flags(options)] };
}

/** A step opens a vendor's file anew and makes one B-scan or all of them. */
export function volumeReaderCommand(python: string, options: { library: 'eyepy' | 'oct-converter'; task: 'first' | 'all'; path: string }) {
  return { name: options.library, command: python, args: [join(folder, 'volumes.py'), ...flags(options)] } satisfies WorkerCommand;
}

function flags(options: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
}
