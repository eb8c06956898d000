import type { Command } from 'commander';
import { describe, type GlobalOptions } from '../command.ts';

interface Options extends GlobalOptions {
  port?: string;
  host?: string;
  open: boolean;
  signOut?: boolean;
}

export function addServe(program: Command): void {
  const command = program
    .command('serve')
    .option('--port <p>', 'port to listen on (default: the last one, so that open pages go on; a free one where that is taken)')
    .option('--host <h>', 'address to listen on (default: 127.0.0.1); any other needs the password in FOVEA_PASSWORD')
    .option('--no-open', 'print the address only')
    .option('--sign-out', 'end the sessions of earlier starts: every browser needs a new link or the password');
  describe(command, 'Serve the workstation on this machine and open it in a browser.', 'fovea serve --port 8080 --no-open');
  // The program of `npm start`: it has its own way with signals and ends the process itself.
  command.action(async (_options: Options, self: Command) => {
    const { workspace, port, host, open, signOut, json, quiet } = self.optsWithGlobals<Options>();
    const values = Object.entries({ workspace, port, host }).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));
    const flags = Object.entries({ 'no-open': !open, 'sign-out': signOut, json, quiet }).flatMap(([name, isSet]) =>
      isSet === true ? [`--${name}`] : [],
    );
    const { serveProgram } = await import('../../serve.ts');
    process.exit(await serveProgram([...values, ...flags]));
  });
}
