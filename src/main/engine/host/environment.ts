// What this engine computes with, for environment.json.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import { programFile } from '../../programFile.ts';
import { capi } from '../tensorflow/capi.ts';
import { deviceContext } from '../tensorflow/context.ts';
import { findLibrary } from '../tensorflow/library.ts';
import type { Environment } from './runFolder.ts';

/** CPU features that decide which kernels TensorFlow runs, and so the last bits of a result. */
const relevantFlags = /^(avx|fma|f16c|amx|sse4)/;

/** Describes the process after TensorFlow has started. */
export function describeEnvironment(precision: RunConfig['training']['precision']): Environment {
  const { devices, threads } = deviceContext();
  const device = devices.find(entry => entry.type === 'GPU') ?? devices[0];
  const cpuInfo = readCpuInfo();
  return {
    version: 1,
    app: { version: appVersion(), commit: appCommit() },
    node: process.version,
    tensorflow: { version: capi().TF_Version(), build: findLibrary(process.env).build },
    cpu: { model: os.cpus()[0]?.model ?? 'unknown', flags: cpuInfo },
    threads: { intraOp: threads, interOp: threads },
    device: device?.name ?? 'unknown',
    precision,
  };
}

function readCpuInfo(): string[] {
  try {
    const line = /^flags\s*:\s*(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'))?.[1] ?? '';
    return line
      .split(' ')
      .filter(flag => relevantFlags.test(flag))
      .sort();
  } catch {
    return [];
  }
}

function appVersion(): string {
  const text = readFileSync(programFile('package'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The checkout's commit; null in an installed app, which has no checkout. */
function appCommit(): string | null {
  try {
    const cwd = fileURLToPath(new URL('.', import.meta.url));
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
