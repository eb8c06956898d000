import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { act, describe, researchUse } from '../command.ts';

const marks = { ok: 'ok  ', warn: 'warn', fail: 'FAIL' } as const;

export function addDoctor(program: Command): void {
  const command = describe(
    program.command('doctor'),
    'What this machine offers and lacks, and what to do about it.',
    'fovea doctor --json',
  );
  act(command, async ({ output, workspace }) => {
    const { doctor } = await import('../../doctor/doctor.ts');
    const findings = doctor(process.env, resolve(workspace || process.env.FOVEA_WORKSPACE || `${homedir()}/Fovea`));
    const lines = findings.flatMap(({ name, status, detail, hint }) => [
      `${marks[status]}  ${name}: ${detail}`,
      ...(hint === undefined ? [] : [`      ${hint}`]),
    ]);
    const failed = findings.filter(({ status }) => status === 'fail');
    output.result(findings, [...lines, '', researchUse].join('\n'));
    if (failed.length > 0) process.exitCode = 4;
  });
}
