import type { Command } from 'commander';
import { formatBytes, formatNumber, formatShare } from '../../../shared/units.ts';
import { act, collect, describe } from '../command.ts';
import { operations } from '../workspaces.ts';

export function addInspect(program: Command): void {
  const command = program
    .command('inspect')
    .argument('<path>', 'an image, a volume file, or a folder of them')
    .option('--switch <name=value>', 'how a volume format is read, as `formats` lists it; can be repeated', collect);
  describe(
    command,
    'What a file is: format, size, depth, facts; of volumes and folders of them the data cards. Needs no workspace.',
    'fovea inspect CNV-1016042-1.jpeg',
  );
  act<{ switch?: string[] }>(command, async ({ output, interruption }, [file = ''], { switch: switches = [] }) => {
    const { inspectScan, inspectVolume, volumeText } = await operations();
    const volume = await inspectVolume(file, {
      switches,
      signal: interruption.signal,
      onProgress: (done, total) => output.live(`Looking at file ${done} of ${total}`),
    });
    if (volume !== null) return output.result(volume, volumeText(volume));
    const scan = await inspectScan(file);
    const { facts } = scan;
    const lines = [
      scan.path,
      `${scan.format}, ${facts.widthPx} × ${facts.heightPx} pixels, ${facts.channels === 1 ? 'grey' : 'RGB'}, ${facts.bitDepth} bit` +
        (facts.frames > 1 ? `, first of ${facts.frames} images` : ''),
      `${formatBytes(facts.sizeBytes)}, ${formatNumber(facts.density, 3)} bytes a pixel`,
      `Border fill ${formatShare(facts.fillShare, 1000)}; grey level elsewhere ${
        facts.greyMean === null ? 'none' : `${formatNumber(facts.greyMean, 3)} ± ${formatNumber(facts.greySd ?? 0, 3)} of the full range`
      }`,
      `SHA-256 ${scan.sha256}`,
    ];
    output.result(scan, lines.join('\n'));
  });
}
