// `npm run phantoms`: a full-size phantom volume of every device, in each of its formats, of both eyes, written by the command line's
// own code, read back and held against the truth. Prints the table of docs/reference/formats.md; fails where anything is not in its
// place. `npm run phantoms -- topcon` for one device.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkReadVolume, type ReadCheck } from '../../src/main/dataset/phantom/testing/checkReadVolume.ts';
import { type PhantomDevice, phantomDevices } from '../../src/main/dataset/phantom/volume/deviceLooks.ts';
import { formatsOf, type WriteVolumeOrder, writeVolume } from '../../src/main/dataset/phantom/volume/writeVolume.ts';
import { runToEnd } from '../../src/main/dataset/progress.ts';

const seed = 4;
/** B-scans that are compared sample by sample, spread over the volume; the outermost ones among them. */
const compared = 7;

interface Measured extends ReadCheck {
  readonly sizeMb: number;
  readonly madeS: number;
  readonly peakMb: number;
}

/** One volume in a process of its own, so that its memory is its own. */
async function measure(device: PhantomDevice, format: WriteVolumeOrder['format'], eye: 'OD' | 'OS'): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'fovea-phantom-'));
  try {
    const started = performance.now();
    const order = { device, format, eye, place: 'macula', disease: 'neovascular', seed } as const;
    const { files, shape } = await runToEnd(writeVolume(order, join(folder, 'volume')));
    const madeS = (performance.now() - started) / 1000;
    const path = join(folder, 'volume', files[0] as string);
    const indices = Array.from({ length: compared }, (_, i) => Math.round((i * (shape.bscans - 1)) / (compared - 1)));
    const check = await checkReadVolume(path, order, indices);
    const listed = readdirSync(join(folder, 'volume')).filter(name => files.includes(name));
    const sizeMb = listed.reduce((sum, name) => sum + statSync(join(folder, 'volume', name)).size, 0) / 1e6;
    return { ...check, sizeMb, madeS, peakMb: process.resourceUsage().maxRSS / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isRight({ eyeIsRight, greyError, lineError, onLayer, spacingError }: Measured): boolean {
  return eyeIsRight && greyError <= 1 && (lineError ?? 0) <= 0.5 && onLayer.hits >= 0.95 * onLayer.of && (spacingError ?? 0) < 0.003;
}

function row(device: string, format: string, eye: string, m: Measured): string {
  const known = (value: number | null, text: (value: number) => string) => (value === null ? 'not stored' : text(value));
  const cells = [
    ...[device, format, eye, m.sizeMb.toFixed(0), m.madeS.toFixed(0), m.firstBscanMs.toFixed(0), m.peakMb.toFixed(0)],
    known(m.spacingError, value => `${(100 * value).toFixed(2)} %`),
    known(m.placeErrorUm, value => `${value.toFixed(1)} µm`),
    m.greyError.toFixed(m.greyError === 0 ? 0 : 2),
    known(m.lineError, value => `${m.lines.length}: ${value.toFixed(2)}`),
    `${m.onLayer.hits} of ${m.onLayer.of}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const [first, ...rest] = process.argv.slice(2);
if (first === '--one') {
  const [device, format, eye] = rest as [PhantomDevice, WriteVolumeOrder['format'], 'OD' | 'OS'];
  process.stdout.write(JSON.stringify(await measure(device, format, eye)));
} else {
  const devices = phantomDevices.filter(device => first === undefined || device === first);
  say(
    '| device | format | eye | MB | made, s | first B-scan, ms | peak, MB | lengths off by | places off by | grey off by | lines: rows off by | on their layers |',
  );
  say('| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  let wrong = 0;
  for (const device of devices) {
    for (const format of formatsOf(device)) {
      for (const eye of ['OD', 'OS']) {
        const text = execFileSync(process.execPath, [import.meta.filename, '--one', device, format, eye], { encoding: 'utf8' });
        // What our own child process writes.
        const measured = JSON.parse(text) as Measured;
        if (!isRight(measured)) wrong++;
        say(row(device, format, eye, measured));
      }
    }
  }
  process.exitCode = wrong === 0 ? 0 : 1;
}
