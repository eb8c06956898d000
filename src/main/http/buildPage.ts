// The folder of the built window. In a checkout it is built first, unless that was done for these very sources.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AppError, toAppError } from '../../shared/errors.ts';

const builder = fileURLToPath(new URL('../../renderer/build.mjs', import.meta.url));
const shipped = fileURLToPath(new URL('../../../dist/renderer/', import.meta.url));

/** Errors: `environment` when it cannot be built. */
export async function buildPage(): Promise<string> {
  if (!existsSync(builder)) return shipped;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [builder]);
    return stdout.trim();
  } catch (error) {
    throw new AppError('environment', `Expected the window to build, received: ${toAppError(error).message}`, { cause: error });
  }
}
