// Reads the arguments, runs the command, and turns whatever happened into one exit code.
import { CommanderError } from 'commander';
import { AppError, exitCodeOf, toAppError } from '../../shared/errors.ts';
import { Output } from './output.ts';
import { buildProgram } from './program.ts';

const usageExitCode = 2;

/** Returns the exit code: 0 ok · 1 failed · 2 usage · 3 bad input · 4 environment · 130 interrupted. */
export async function runCommandLine(args: readonly string[]): Promise<number> {
  const output = new Output({ json: args.includes('--json'), quiet: false });
  // A reader that has seen enough (`| head`) is no failure.
  process.stdout.on('error', error => {
    if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
  });
  try {
    await buildProgram().parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.exitCode === 0) return 0;
    const error = thrown instanceof CommanderError ? new AppError('usage', plainMessage(thrown)) : toAppError(thrown);
    output.error(error);
    return thrown instanceof CommanderError ? usageExitCode : exitCodeOf(error.code);
  }
}

/** commander's "error: unknown option '--x'" in our words. */
function plainMessage({ message, code }: CommanderError): string {
  if (code === 'commander.help') return 'Expected a command. `fovea --help` lists them.';
  return `${message.replace(/^error: /, '')}. \`--help\` after the command shows what it takes.`;
}
