// Test support: a machine of one's own for a test of the setup: an empty cache, a small real wheel with its pins, and a PATH on
// which the Python is whatever the test wants it to be.
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import type { LibraryPins } from '../../../src/main/engine/tensorflow/library.ts';

export interface TestMachine {
  readonly folder: string;
  readonly cache: string;
  readonly wheelFile: string;
  readonly pins: LibraryPins;
  readonly env: { PATH: string; FOVEA_CACHE: string; FOVEA_BUILD: string; WHEEL: string; FILE: string };
  /** How often pip was asked to download. */
  downloads(): number;
  /** Puts a command on the machine's PATH, as the lines of a shell script. */
  command(name: string, ...lines: string[]): void;
}

/** Bytes that do not compress, the same for the same text. */
export function noise(text: string, sizeBytes: number): Buffer {
  return createHash('shake256', { outputLength: sizeBytes }).update(text).digest();
}

/**
 * A machine whose `python3 -m pip download` runs `pip`, shell lines that find the wheel in $WHEEL, its
 * name in $FILE and the wanted folder in $dest.
 * Without `pip` there is no Python at all.
 */
export function testMachine(...pip: string[]): TestMachine {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const wheelFile = 'tensorflow_cpu-9.9.9-cp312-cp312-manylinux_2_27_x86_64.whl';
  const contents = {
    'tensorflow/libtensorflow_cc.so.2': noise('cc', 300_000),
    'tensorflow/libtensorflow_framework.so.2': Buffer.alloc(50_000, 'framework'),
    'tensorflow/other.py': Buffer.from('not wanted'),
  };
  const wheel = zipSync(contents);
  const bin = join(folder, 'bin');
  const count = join(folder, 'downloads');
  mkdirSync(bin);
  writeFileSync(count, '');
  writeFileSync(join(folder, wheelFile), wheel);
  const command = (name: string, ...lines: string[]) => {
    writeFileSync(join(bin, name), `#!/bin/sh\n${lines.join('\n')}\n`);
    chmodSync(join(bin, name), 0o755);
  };
  for (const tool of ['sh', 'cp', 'mkdir', 'head', 'sleep']) command(tool, `exec /bin/${tool} "$@"`);
  if (pip.length > 0) {
    command(
      'python3',
      '[ "$3" = --version ] && exit 0',
      `echo download >>'${count}'`,
      'while [ "$1" != --dest ]; do shift; done',
      'dest=$2',
      'mkdir -p "$dest"',
      ...pip,
    );
  }
  const sizeOf = (name: keyof typeof contents) => contents[name].length;
  return {
    folder,
    cache: join(folder, 'cache'),
    wheelFile,
    pins: {
      version: '9.9.9',
      builds: {
        cpu: {
          wheels: [
            {
              name: 'tensorflow-cpu',
              version: '9.9.9',
              file: wheelFile,
              sha256: createHash('sha256').update(wheel).digest('hex'),
              sizeBytes: wheel.length,
              files: {
                'tensorflow/libtensorflow_cc.so.2': sizeOf('tensorflow/libtensorflow_cc.so.2'),
                'tensorflow/libtensorflow_framework.so.2': sizeOf('tensorflow/libtensorflow_framework.so.2'),
              },
            },
          ],
          links: {},
        },
        cuda: { wheels: [], links: {} },
      },
    },
    env: { PATH: bin, FOVEA_CACHE: join(folder, 'cache'), FOVEA_BUILD: 'cpu', WHEEL: join(folder, wheelFile), FILE: wheelFile },
    downloads: () => readFileSync(count, 'utf8').split('\n').length - 1,
    command,
  };
}
