// The arguments of `npm start` and `fovea serve`.
import { parseArgs } from 'node:util';
import { AppError, toAppError } from '../../shared/errors.ts';

export interface ServeArguments {
  workspace: string | undefined;
  host: string | undefined;
  port: number | undefined;
  open: boolean;
  signOut: boolean;
  json: boolean;
  quiet: boolean;
  help: boolean;
}

export const serveHelp = `Usage: fovea serve [options]

Serves the workstation on this machine and opens it in a browser.

  --workspace DIR   folder of the workspace (default: FOVEA_WORKSPACE, else ~/Fovea)
  --port P          port to listen on (default: the last one, so that open pages go on; a free one where that is taken)
  --host H          address to listen on (default: 127.0.0.1); any other needs the password in FOVEA_PASSWORD
  --no-open         print the address only
  --sign-out        end the sessions of earlier starts: every browser needs a new link or the password
  --json            print one JSON document on stdout
  --quiet           print the address and nothing else

Example:
  fovea serve --port 8080 --no-open

Research use only, not for diagnosis.`;

/** Errors: `usage`. */
export function parseServeArguments(args: readonly string[]): ServeArguments {
  const { workspace, host, port, 'no-open': noOpen, 'sign-out': signOut, json, quiet, help } = parse(args);
  return {
    ...{ workspace, host, port: port === undefined ? undefined : portOf(port) },
    ...{ open: noOpen !== true, signOut: signOut === true, json: json === true, quiet: quiet === true, help: help === true },
  };
}

function parse(args: readonly string[]) {
  try {
    const text = { type: 'string' } as const;
    const flag = { type: 'boolean' } as const;
    const options = {
      workspace: text,
      host: text,
      port: text,
      'no-open': flag,
      'sign-out': flag,
      json: flag,
      quiet: flag,
      help: { ...flag, short: 'h' },
    };
    return parseArgs({ args: [...args], options, allowPositionals: false }).values;
  } catch (error) {
    throw new AppError('usage', `${toAppError(error).message}. --help lists the options.`, { cause: error });
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new AppError('usage', `Expected --port to be a number from 0 to 65535, received '${text}'.`);
}
