// Finds the browser that shows the workstation and that the end-to-end tests drive: any Chromium.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The program's path, or null: FOVEA_BROWSER, else the first of the known names on PATH.
 * Errors: `environment` when FOVEA_BROWSER names something that cannot be run.
 */
export function findBrowser(env: Readonly<Record<string, string | undefined>>): string | null {
  if (env.FOVEA_BROWSER) {
    if (isProgram(env.FOVEA_BROWSER)) return env.FOVEA_BROWSER;
    throw new AppError(
      'environment',
      `Expected FOVEA_BROWSER to be the path of a Chromium browser, but "${env.FOVEA_BROWSER}" is no program. Correct it or unset it.`,
    );
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(folder => folder !== '');
  return names.flatMap(name => folders.map(folder => join(folder, name))).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
