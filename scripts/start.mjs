// `npm start`: sets the checkout up, then opens the workstation (scripts/start/start.ts), in a window of its own or, with --browser, in
// a browser. Arguments after `--` go to it; --gpu and --cpu choose the build of libtensorflow.
import { prepare, runOnNode24, takeBuildFlag } from './setup/bootstrap.mjs';

const args = takeBuildFlag(process.argv.slice(2));
await prepare();
process.exitCode = (await runOnNode24('scripts/setup/setUp.ts', [])) || (await runOnNode24('scripts/start/start.ts', args));
