// `npm run check`: types, lint and format, layer rules, file sizes, links in the docs, keys, accessibility (scripts/check/check.ts).
import { prepare, runOnNode24 } from './setup/bootstrap.mjs';

await prepare();
process.exitCode =
  (await runOnNode24('scripts/setup/setUp.ts', [])) || (await runOnNode24('scripts/check/check.ts', process.argv.slice(2)));
