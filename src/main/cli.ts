// The command line: `bin/fovea <command>`. What it says and how it ends is agreed in docs/reference/commandLine.md.
import { runCommandLine } from './cli/runCommandLine.ts';

process.exitCode = await runCommandLine(process.argv.slice(2));
