// Experiments use Fovea as a person does: through its command line, in a workspace of their own.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const cli = join(import.meta.dirname, '..', 'src', 'main', 'cli.ts');

/** Runs `fovea … --json` and returns the document it prints. A failure carries the command's own words. */
export async function fovea(workspace: string, ...args: readonly string[]): Promise<unknown> {
  process.stderr.write(`fovea ${args.join(' ')}\n`);
  const { stdout } = await run(process.execPath, [cli, ...args, '--workspace', workspace, '--json', '--quiet'], {
    maxBuffer: 256 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
