// `npm start`: sets the checkout up, then serves the workstation. Arguments after `--` go to the server; --gpu and --cpu choose
// the build of libtensorflow.
import { prepare, runOnNode24, takeBuildFlag } from './setup/bootstrap.mjs';

const args = takeBuildFlag(process.argv.slice(2));
await prepare();
process.exitCode = (await runOnNode24('scripts/setup/setUp.ts', [])) || (await runOnNode24('src/main/serve.ts', args));
