// `bin/fovea doctor`: what this machine offers and lacks, each finding with what to do about it. Loads nothing and changes nothing.
import { readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { cacheFolder, type Environment, findLibrary } from '../engine/tensorflow/library.ts';
import { nvidiaDriver } from '../engine/tensorflow/nvidiaDriver.ts';
import { findBrowser } from './findBrowser.ts';
import { attempt, type Finding } from './finding.ts';
import { cpuFinding, gpuFinding, libraryFinding, memoryFinding, nodeFinding, platformFinding } from './machineFindings.ts';
import { diskFinding, workspaceFileSystemFinding } from './placeFindings.ts';
import { findShell, shellFinding } from './shell.ts';

/** Looks at everything, in a fixed order. Never throws: what cannot be looked at is a finding too. `workspace` need not exist yet. */
export function doctor(env: Environment, workspace: string): Finding[] {
  return [
    attempt('platform', () => platformFinding(process.platform, process.arch)),
    attempt('node', () => nodeFinding(process.versions.node)),
    attempt('cpu', () => cpuFinding(readFileSync('/proc/cpuinfo', 'utf8'), availableParallelism())),
    attempt('memory', () =>
      memoryFinding(readFileSync('/proc/meminfo', 'utf8'), Math.min(process.constrainedMemory() || totalmem(), totalmem())),
    ),
    attempt('libtensorflow', () => libraryFinding(findLibrary(env))),
    attempt('gpu', () => gpuFinding(nvidiaDriver(), findLibrary(env).build)),
    attempt('window', () => shellFinding(findShell(env), process.versions.electron)),
    attempt('browser', () => browserFinding(findBrowser(env))),
    attempt('workspace file system', () => workspaceFileSystemFinding(workspace)),
    attempt('workspace disk', () => diskFinding('workspace disk', workspace)),
    attempt('cache disk', () => diskFinding('cache disk', cacheFolder(env))),
  ];
}

function browserFinding(path: string | null): Finding {
  if (path !== null) return { name: 'browser', status: 'ok', detail: path };
  return {
    name: 'browser',
    status: 'warn',
    detail: 'no Chromium on PATH',
    hint: 'Open the address that `npm start` prints in any browser; for the end-to-end tests install Chromium (on Debian: apt-get install -y chromium) or set FOVEA_BROWSER.',
  };
}
