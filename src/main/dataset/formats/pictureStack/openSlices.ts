// Pictures of one folder as the B-scans of one volume, from these files and no others.
import type { ByteSource } from '../byteSource.ts';
import { type FoveaNote, readFoveaNote } from '../foveaNote.ts';
import type { VolumeSeries } from '../volumeFormat.ts';
import { unsupportedVolume } from '../volumeLimits.ts';
import { stackSeries, stacksOf } from './index.ts';
import { slicesOf } from './slices.ts';

const maxNoteBytes = 65_536;

/** `pictures` in the order of the B-scans, one each; `note`: the `volume.json` beside them. Errors: those of reading; `unsupportedFormat` where sizes or samples differ. */
export async function openSlices(title: string, pictures: readonly ByteSource[], note: ByteSource | null): Promise<VolumeSeries> {
  const slices = (await Promise.all(pictures.map(slicesOf))).flat();
  const [stack, ...others] = stacksOf(slices);
  if (stack === undefined || others.length > 0 || slices.length !== pictures.length) {
    throw unsupportedVolume(
      title,
      `expected pictures of one size and one kind of sample as slices, received ${others.length + 1} kinds in ${slices.length} pages`,
      'Import the folder anew.',
    );
  }
  return stackSeries(stack, title, note === null ? null : await readStackNote(note));
}

/** What a conversion wrote beside its pictures; null for another text. */
export async function readStackNote(source: ByteSource): Promise<FoveaNote | null> {
  return source.sizeBytes > maxNoteBytes ? null : readFoveaNote(Buffer.from(await source.read(0, source.sizeBytes)).toString('utf8'));
}
