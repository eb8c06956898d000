// `npm test`: sets the checkout up and runs every stage of tests (scripts/test/stages.ts), or the ones named after `--`.
import { prepare, runOnNode24 } from './setup/bootstrap.mjs';

process.env.FOVEA_INSTALL_STARTED_MS = String(Date.now());
// The numbers in the tests belong to the CPU build, also on a machine with a GPU.
process.env.FOVEA_BUILD ??= 'cpu';
await prepare();
process.exitCode =
  (await runOnNode24('scripts/setup/setUp.ts', [])) || (await runOnNode24('scripts/test/runStages.ts', process.argv.slice(2)));
