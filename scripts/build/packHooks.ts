// Steps of electron-builder that electron-builder.yml names.
import { rmSync } from 'node:fs';
import { join } from 'node:path';

/** False: nothing is to be installed, rebuilt or collected. What the program needs of node_modules is listed in electron-builder.yml. */
export async function beforeBuild(): Promise<boolean> {
  return false;
}

/** Electron's own example program has no place in ours. */
export async function afterExtract({ appOutDir }: { appOutDir: string }): Promise<void> {
  rmSync(join(appOutDir, 'resources', 'default_app.asar'), { force: true });
}
