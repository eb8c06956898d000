// What every command has in common: the global options, a help text with an example, and how its action is run.
import type { Command } from 'commander';
import { AppError, toAppError } from '../../shared/errors.ts';
import { Interruption } from './interruption.ts';
import { Output } from './output.ts';

export const researchUse = 'Research use only, not for diagnosis.';

export interface GlobalOptions {
  workspace?: string;
  json?: boolean;
  quiet?: boolean;
}

export interface CommandRun {
  output: Output;
  interruption: Interruption;
  /** `--workspace`; undefined for the default. */
  workspace: string | undefined;
}

/** `args`: the command's arguments, then its options. */
type Action<Options> = (run: CommandRun, args: string[], options: Options) => Promise<void>;

/** Adds the global options and an example to a command. */
export function describe(command: Command, summary: string, example: string): Command {
  return addGlobals(command.description(summary)).addHelpText('after', `\nExample:\n  ${example}\n\n${researchUse}`);
}

export function addGlobals(command: Command): Command {
  return command
    .option('--workspace <dir>', 'folder of the workspace (default: FOVEA_WORKSPACE, else ~/Fovea)')
    .option('--json', 'print one JSON document on stdout, everything else on stderr')
    .option('--quiet', 'no progress and no remarks');
}

/** Makes a function the command's action; what it throws is thrown on as an AppError. */
export function act<Options extends object>(command: Command, action: Action<Options & GlobalOptions>): Command {
  return command.action(async (...given: unknown[]) => {
    const self = given.at(-1) as Command;
    const options = self.optsWithGlobals<Options & GlobalOptions>();
    const output = new Output({ json: options.json === true, quiet: options.quiet === true });
    const interruption = new Interruption(output);
    try {
      // A variadic argument comes as a list.
      const args = given
        .slice(0, -2)
        .flat()
        .filter(arg => arg !== undefined) as string[];
      await action({ output, interruption, workspace: options.workspace }, args, options);
    } catch (thrown) {
      throw toAppError(thrown);
    } finally {
      interruption.close();
    }
  });
}

/** For an option that can be repeated. */
export function collect(value: string, list: string[] = []): string[] {
  return [...list, value];
}

/** A whole number from an option. Errors: `usage`. */
export function wholeNumber(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw new AppError('usage', `Expected ${option} to be a whole number from ${low} to ${high}, received '${text}'.`);
}
