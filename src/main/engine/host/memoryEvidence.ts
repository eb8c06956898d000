// How often the kernel's out-of-memory killer has struck: the cgroup's own counter where it has one, else the machine's.
// https://docs.kernel.org/admin-guide/cgroup-v2.html (memory.events), cgroup-v1/memory.html (memory.oom_control), proc(5) (vmstat)
import { readFileSync } from 'node:fs';

/** The counter for a live process; null where the system shows none (not Linux). Compare two readings, the later after its death. */
export function openOomCounter(pid: number): { read(): number | null } {
  const cgroups = readText(`/proc/${pid}/cgroup`) ?? '';
  const paths = [...cgroupCounterPaths(cgroups), '/proc/vmstat'];
  const path = paths.find(candidate => readCount(candidate) !== null);
  return { read: () => (path === undefined ? null : readCount(path)) };
}

/** Files that may hold `oom_kill N` for the cgroups listed in the text of /proc/<pid>/cgroup. */
export function cgroupCounterPaths(cgroups: string): string[] {
  return cgroups.split('\n').flatMap(line => {
    const [hierarchy, controllers, ...rest] = line.split(':');
    const path = rest.join(':');
    if (hierarchy === '0' && controllers === '') return [`/sys/fs/cgroup${path}/memory.events`];
    if (controllers?.split(',').includes('memory')) return [`/sys/fs/cgroup/memory${path}/memory.oom_control`];
    return [];
  });
}

/** True where a process's own last words say that it ran out of memory (V8's heap limit, the C++ allocator). */
export function linesShowOutOfMemory(lines: readonly string[]): boolean {
  return lines.some(line => /JavaScript heap out of memory|std::bad_alloc|Cannot allocate memory/.test(line));
}

function readCount(path: string): number | null {
  const count = /^oom_kill (\d+)$/m.exec(readText(path) ?? '')?.[1];
  return count === undefined ? null : Number(count);
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
