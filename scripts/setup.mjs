// Sets a checkout up without starting anything: npm packages, Node 24, libtensorflow. bin/fovea calls it on a fresh clone.
// Usage: node scripts/setup.mjs [--gpu | --cpu]
import { prepare, runOnNode24, takeBuildFlag } from './setup/bootstrap.mjs';

takeBuildFlag(process.argv.slice(2));
await prepare();
process.exitCode = await runOnNode24('scripts/setup/setUp.ts', []);
