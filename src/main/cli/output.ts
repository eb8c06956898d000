// Where a command's words go: the result to stdout, everything else to stderr. Colours only on a terminal, and never against NO_COLOR.
import { styleText } from 'node:util';
import type { AppError } from '../../shared/errors.ts';

export interface OutputOptions {
  json: boolean;
  quiet: boolean;
}

type Style = Parameters<typeof styleText>[0];

export class Output {
  readonly json: boolean;
  readonly quiet: boolean;
  private hasLine = false;

  constructor({ json, quiet }: OutputOptions) {
    this.json = json;
    this.quiet = quiet;
  }

  /** The result, once a command: one JSON document, or its text. */
  result(value: unknown, text: string): void {
    this.endLine();
    process.stdout.write(this.json ? `${JSON.stringify(value, null, 2)}\n` : ensureLineEnd(text));
  }

  /** A remark for the person who waits. */
  note(text: string): void {
    if (this.quiet) return;
    this.endLine();
    process.stderr.write(ensureLineEnd(text));
  }

  /** A remark that --quiet does not hide. */
  warn(text: string): void {
    this.endLine();
    process.stderr.write(ensureLineEnd(style('yellow', text)));
  }

  /** A line that the next one replaces; only on a terminal. */
  live(text: string): void {
    if (this.quiet || !process.stderr.isTTY) return;
    const width = process.stderr.columns || 80;
    process.stderr.write(`\r\u001b[2K${text.slice(0, width - 1)}`);
    this.hasLine = true;
  }

  /** With --json the error is the one document, so that a program never has to read stderr. */
  error(error: AppError): void {
    this.endLine();
    if (this.json) process.stdout.write(`${JSON.stringify({ error: error.toJSON() }, null, 2)}\n`);
    process.stderr.write(`${style('red', 'fovea:')} ${ensureLineEnd(error.message)}`);
  }

  private endLine(): void {
    if (this.hasLine) process.stderr.write('\r\u001b[2K');
    this.hasLine = false;
  }
}

function style(name: Style, text: string): string {
  return styleText(name, text, { stream: process.stderr });
}

function ensureLineEnd(text: string): string {
  return text.endsWith('\n') ? text : `${text}\n`;
}
