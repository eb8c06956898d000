import { expect, test } from 'vitest';
import { cgroupCounterPaths, linesShowOutOfMemory, openOomCounter } from './memoryEvidence.ts';

test('the counters of both cgroup versions are found, and names with colons survive', () => {
  expect(cgroupCounterPaths('0::/user.slice/fovea.scope\n')).toEqual(['/sys/fs/cgroup/user.slice/fovea.scope/memory.events']);
  expect(cgroupCounterPaths('9:name=systemd:/\n4:memory:/a:b\n1:cpu:/\n')).toEqual(['/sys/fs/cgroup/memory/a:b/memory.oom_control']);
  expect(cgroupCounterPaths('')).toEqual([]);
});

test('a living process has a counter on Linux, and it stands still while nothing is killed', () => {
  const counter = openOomCounter(process.pid);
  const count = counter.read();
  expect(count).toBeGreaterThanOrEqual(0);
  expect(counter.read()).toBe(count);
});

test('last words about memory are told from other last words', () => {
  expect(linesShowOutOfMemory(['FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'])).toBe(true);
  expect(linesShowOutOfMemory(["terminate called after throwing an instance of 'std::bad_alloc'"])).toBe(true);
  expect(linesShowOutOfMemory(['Error: expected 3 channels'])).toBe(false);
});
