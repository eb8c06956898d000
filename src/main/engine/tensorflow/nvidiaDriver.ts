// Whether this machine has an NVIDIA driver, told without loading any of its libraries.
import { existsSync, readFileSync } from 'node:fs';

/** `version` is the kernel module's, such as `550.54.14`; null under WSL2, where the driver is Windows's own. */
export interface NvidiaDriver {
  readonly version: string | null;
}

/** The driver of this machine, or null. The paths are parameters for the tests alone. */
export function nvidiaDriver(
  versionFile = '/proc/driver/nvidia/version',
  wslLibrary = '/usr/lib/wsl/lib/libcuda.so.1',
): NvidiaDriver | null {
  if (existsSync(versionFile)) return { version: /\b(\d{3,}\.\d+(\.\d+)*)\b/.exec(readFileSync(versionFile, 'utf8'))?.[1] ?? null };
  return existsSync(wslLibrary) ? { version: null } : null;
}
