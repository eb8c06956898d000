// What the doctor says of the machine itself. Each function takes what was read and returns its finding.
import { type Library, type LibraryBuild, libraryPins } from '../engine/tensorflow/library.ts';
import type { NvidiaDriver } from '../engine/tensorflow/nvidiaDriver.ts';
import type { Finding } from './finding.ts';

/** Below this a network of ResNet-50's size and the window no longer fit side by side. */
const comfortableMemoryBytes = 8e9;
/** Instructions that TensorFlow picks its kernels by: wide vectors, then bf16 arithmetic. */
const notedFlags = ['avx', 'avx2', 'fma', 'avx512f', 'avx512_bf16', 'amx_tile', 'amx_bf16'];

export function platformFinding(platform: string, architecture: string): Finding {
  const detail = `${platform} ${architecture}`;
  if (platform === 'linux' && architecture === 'x64') return { name: 'platform', status: 'ok', detail };
  return {
    name: 'platform',
    status: 'fail',
    detail,
    hint: 'The engine needs TensorFlow’s Linux x64 build: use WSL2 on Windows, elsewhere a Linux x64 computer that is opened in a browser.',
  };
}

export function nodeFinding(version: string): Finding {
  if (version.startsWith('24.')) return { name: 'node', status: 'ok', detail: version };
  return {
    name: 'node',
    status: 'fail',
    detail: version,
    hint: 'Fovea runs on Node 24, which its setup installs: start it by `npm start` or `bin/fovea`.',
  };
}

/** From the text of /proc/cpuinfo. TensorFlow's builds need AVX and stop without it. */
export function cpuFinding(cpuInfo: string, cores: number): Finding {
  const field = (name: string) => new RegExp(`^${name}\\s*: (.*)$`, 'm').exec(cpuInfo)?.[1] ?? '';
  const flags = new Set(field('flags').split(' '));
  const noted = notedFlags.filter(flag => flags.has(flag));
  const detail = `${field('model name') || 'unknown model'}, ${cores} cores; ${noted.join(' ') || 'no vector instructions known to us'}`;
  if (!flags.has('avx'))
    return {
      name: 'cpu',
      status: 'fail',
      detail,
      hint: 'TensorFlow needs a processor with AVX (most since 2011); a virtual machine may hide it.',
    };
  if (!flags.has('avx2')) return { name: 'cpu', status: 'warn', detail, hint: 'Without AVX2 training is several times slower.' };
  return { name: 'cpu', status: 'ok', detail };
}

/** From the text of /proc/meminfo, and what this process may use of the machine's memory at most. */
export function memoryFinding(memInfo: string, limitBytes: number): Finding {
  const availableBytes = Number(/^MemAvailable:\s+(\d+) kB$/m.exec(memInfo)?.[1] ?? 0) * 1024;
  const detail = `${gigabytes(limitBytes)} GB, of which ${gigabytes(Math.min(availableBytes, limitBytes))} GB are free`;
  if (limitBytes >= comfortableMemoryBytes) return { name: 'memory', status: 'ok', detail };
  return { name: 'memory', status: 'warn', detail, hint: 'Train with smaller images or batches; 8 GB or more are recommended.' };
}

export function libraryFinding({ folder, version, build, source }: Library): Finding {
  const what = version === null ? 'a version that only loading it tells' : version;
  return { name: 'libtensorflow', status: 'ok', detail: `${what}, ${build} build, from ${source}: ${folder}` };
}

/** The CUDA build has been unpacked and its libraries opened by us, but no GPU was there to run it. */
export function gpuFinding(driver: NvidiaDriver | null, build: LibraryBuild): Finding {
  const untried = 'GPU build: not yet run by us';
  if (driver === null) return { name: 'gpu', status: 'ok', detail: `no NVIDIA driver; computing on the CPU (${untried})` };
  const { minimumDriver } = libraryPins.builds.cuda;
  const detail = `NVIDIA driver ${driver.version ?? 'of unknown version'}, ${build} build of libtensorflow (${untried})`;
  if (driver.version !== null && isOlder(driver.version, minimumDriver)) {
    return {
      name: 'gpu',
      status: 'warn',
      detail,
      hint: `CUDA 12 needs driver ${minimumDriver} or newer: update it, or compute on the CPU with \`npm start -- --cpu\`.`,
    };
  }
  if (build === 'cpu')
    return {
      name: 'gpu',
      status: 'warn',
      detail,
      hint: 'Run `npm start -- --gpu` to set the GPU build up (3.4 GB to download, 5.2 GB unpacked).',
    };
  return { name: 'gpu', status: 'warn', detail, hint: 'Please report what you see. FOVEA_BUILD=cpu goes back to the CPU build.' };
}

function isOlder(version: string, minimum: string): boolean {
  const [numbers, wanted] = [version, minimum].map(text => text.split('.').map(Number)) as [number[], number[]];
  const place = wanted.findIndex((number, index) => number !== (numbers[index] ?? 0));
  return place >= 0 && (numbers[place] ?? 0) < (wanted[place] ?? 0);
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}
