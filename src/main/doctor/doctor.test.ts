import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { doctor } from './doctor.ts';
import { findBrowser } from './findBrowser.ts';
import { cpuFinding, gpuFinding, libraryFinding, memoryFinding, nodeFinding, platformFinding } from './machineFindings.ts';
import { diskFinding, workspaceFileSystemFinding } from './placeFindings.ts';

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

test('the doctor looks at everything on this machine, also at a workspace that is not there yet', () => {
  const folder = temporaryFolder();
  const findings = doctor({ ...process.env, FOVEA_CACHE: folder, FOVEA_LIBTENSORFLOW: undefined }, join(folder, 'not', 'yet'));
  expect(findings.map(({ name }) => name)).toEqual([
    'platform',
    'node',
    'cpu',
    'memory',
    'libtensorflow',
    'gpu',
    'window',
    'browser',
    'workspace file system',
    'workspace disk',
    'cache disk',
  ]);
  const status = (name: string) => findings.find(finding => finding.name === name)?.status;
  expect([status('platform'), status('node')]).toEqual(['ok', 'ok']);
  expect(findings.find(({ name }) => name === 'libtensorflow')).toMatchObject({
    status: 'fail',
    detail: expect.stringContaining('Run `npm start`'),
  });
});

test('another platform and another Node are failures that say what to use', () => {
  expect(platformFinding('linux', 'x64').status).toBe('ok');
  expect(platformFinding('win32', 'x64')).toMatchObject({ status: 'fail', hint: expect.stringContaining('WSL2') });
  expect(platformFinding('linux', 'arm64').status).toBe('fail');
  expect(nodeFinding('24.21.0').status).toBe('ok');
  expect(nodeFinding('20.20.2').status).toBe('fail');
});

test('the processor’s vector instructions are named, and AVX is required', () => {
  const cpuInfo = (flags: string) => `processor\t: 0\nmodel name\t: Xeon\nflags\t\t: fpu sse4_2 ${flags}\n`;
  expect(cpuFinding(cpuInfo('avx avx2 fma avx512f avx512_bf16 amx_bf16 amx_tile'), 2)).toEqual({
    name: 'cpu',
    status: 'ok',
    detail: 'Xeon, 2 cores; avx avx2 fma avx512f avx512_bf16 amx_tile amx_bf16',
  });
  expect(cpuFinding(cpuInfo('avx'), 2).status).toBe('warn');
  expect(cpuFinding(cpuInfo(''), 2).status).toBe('fail');
});

test('little memory is a warning, counted by what this process may use', () => {
  const memInfo = 'MemTotal:       32000000 kB\nMemAvailable:   10000000 kB\n';
  expect(memoryFinding(memInfo, 32e9)).toEqual({ name: 'memory', status: 'ok', detail: '32.0 GB, of which 10.2 GB are free' });
  expect(memoryFinding(memInfo, 4e9)).toMatchObject({ status: 'warn', detail: '4.0 GB, of which 4.0 GB are free' });
});

test('the library’s version, build and place are told', () => {
  const library = { folder: '/c/tensorflow', framework: '', tensorflow: '', version: '2.21.0', build: 'cpu', source: 'cache' } as const;
  expect(libraryFinding(library).detail).toBe('2.21.0, cpu build, from cache: /c/tensorflow');
  expect(libraryFinding({ ...library, version: null }).detail).toMatch(/only loading it tells/);
});

test('whatever the driver, the doctor says that the GPU build was not run by us', () => {
  const findings = [
    gpuFinding(null, 'cpu'),
    gpuFinding({ version: '550.54.14' }, 'cpu'),
    gpuFinding({ version: '550.54.14' }, 'cuda'),
    gpuFinding({ version: '470.256.02' }, 'cuda'),
    gpuFinding({ version: null }, 'cuda'),
  ];
  for (const { detail } of findings) expect(detail).toContain('GPU build: not yet run by us');
  expect(findings.map(({ status }) => status)).toEqual(['ok', 'warn', 'warn', 'warn', 'warn']);
  expect(findings[1]?.hint).toContain('--gpu');
  expect(findings[3]?.hint).toContain('525.60.13 or newer');
  expect(gpuFinding({ version: '525.60.13' }, 'cuda').hint).not.toContain('or newer');
  expect(gpuFinding({ version: '525.60.9' }, 'cuda').hint).toContain('or newer');
});

test('a browser is taken from FOVEA_BROWSER, else from PATH in the order of the known names', () => {
  const folder = temporaryFolder();
  const program = (name: string) => {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), 0o755);
    return join(folder, name);
  };
  expect(findBrowser({ PATH: folder })).toBeNull();
  const chrome = program('google-chrome');
  expect(findBrowser({ PATH: `/nowhere:${folder}` })).toBe(chrome);
  const chromium = program('chromium');
  expect(findBrowser({ PATH: folder })).toBe(chromium);
  expect(findBrowser({ PATH: folder, FOVEA_BROWSER: chrome })).toBe(chrome);
  expect(() => findBrowser({ PATH: folder, FOVEA_BROWSER: folder })).toThrow(/Expected FOVEA_BROWSER to be the path of a Chromium browser/);
});

test('a workspace in memory is a warning', () => {
  expect(workspaceFileSystemFinding('/dev/shm/not-yet')).toMatchObject({ status: 'warn', detail: 'tmpfs at /dev/shm/not-yet' });
});

test('free space is told for the disk that the folder would lie on', () => {
  expect(diskFinding('workspace disk', '/proc/not-yet')).toMatchObject({ status: 'fail', detail: '0.0 GB free at /proc/not-yet' });
});
