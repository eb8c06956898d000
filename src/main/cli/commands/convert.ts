import type { Command } from 'commander';
import { formatCount } from '../../../shared/units.ts';
import { act, collect, describe, wholeNumber } from '../command.ts';
import { operations } from '../workspaces.ts';

export function addConvert(program: Command): void {
  const command = program
    .command('convert')
    .argument('<in>', 'a volume file, or a folder of them')
    .argument('<out>', 'NAME.nii, .nii.gz, .mha, .mhd or .dcm; NAME-png or NAME-tiff for a folder of pictures')
    .option('--series <n>', 'which series, from 1, as inspect lists them')
    .option('--switch <name=value>', 'how the format is read, as `formats` lists it; can be repeated', collect)
    .option('--keep-identity', 'write the patient and the full date, too; without it neither is written')
    .option('--display', 'write the display grey, 8 bit, in place of the stored samples');
  describe(
    command,
    'A volume as another format, de-identified unless told otherwise, read again to prove it. Needs no workspace.',
    'fovea convert scan.vol scan.nii.gz',
  );
  type Options = { series?: string; switch?: string[]; display?: boolean; keepIdentity?: boolean };
  act<Options>(
    command,
    async ({ output, interruption }, [from = '', to = ''], { series, switch: switches = [], display, keepIdentity }) => {
      const { convertVolume } = await operations();
      const converted = await convertVolume({
        ...{ from, to, display: display === true, keepsIdentity: keepIdentity === true, signal: interruption.signal },
        switches,
        ...(series === undefined ? {} : { series: wholeNumber('--series', series, 1, 10_000) }),
        onProgress: (done, total) => output.live(`Writing B-scan ${done} of ${total}`),
      });
      const { files, bscans, samplesSha256, identifiersLeftOut, identifiersKept } = converted;
      const lines = [
        `${files[0]}${files.length > 1 ? ` and ${files.length - 1} more` : ''}: ${formatCount(bscans, 'B-scan')}, read back with the same samples`,
        `Left out: ${leftOutWords(identifiersLeftOut, identifiersKept)}`,
        ...(keepIdentity === true ? [`Kept: ${identifiersKept.length === 0 ? 'the file tells nobody' : identifiersKept.join(', ')}`] : []),
        `SHA-256 of the samples ${samplesSha256}`,
      ];
      output.result(converted, lines.join('\n'));
    },
  );
}

function leftOutWords(leftOut: readonly string[], kept: readonly string[]): string {
  if (leftOut.length > 0) return leftOut.join(', ');
  return kept.length > 0 ? 'nothing' : 'no identifiers were there';
}
