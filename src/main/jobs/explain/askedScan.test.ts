import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { encodePng } from '../../dataset/formats/sharpCodec.ts';
import { asymmetricPhantom } from '../../dataset/formats/testing/asymmetricPhantom.ts';
import { writeVol } from '../../dataset/formats/writers/writeVol.ts';
import { openScan } from '../../engine/explain/scan.ts';
import { createPipeline } from '../../engine/preprocess/pipeline.ts';
import type { ItemSource } from '../../engine/sampling/loaderItem.ts';
import { addProfile } from '../profiles.ts';
import { volumesWorkspace } from '../testing/volumes.ts';
import { stateVolume } from '../volumes/stateVolume.ts';
import { askedScan } from './askedScan.ts';

const steps = [
  { name: 'maskFill', params: {} },
  { name: 'letterbox', params: {} },
  { name: 'standardize', params: {} },
];

it.each([1, 3] as const)(
  'a B-scan of a volume reaches a network of %i channels as the same picture in a PNG does, bit for bit',
  async channels => {
    const { context, folder, add } = volumesWorkspace();
    const phantom = asymmetricPhantom('OD');
    const [vol = ''] = await add('od.vol', writeVol(phantom));
    const { rows, columns } = phantom.shape;
    const pipeline = createPipeline({ input: { size: [48, 40], channels }, steps });
    for (const bscan of [0, 3]) {
      const source: ItemSource = await askedScan(context, { item: vol, bscan }).source(channels);
      const grey = phantom.grey.slice(bscan * rows * columns, (bscan + 1) * rows * columns);
      writeFileSync(join(folder, 'bscan.png'), await encodePng({ data: grey, rows, columns, channels: 1 }));
      const ofVolume = await openScan(source, pipeline);
      const ofPicture = await openScan({ root: folder, path: 'bscan.png' }, pipeline);
      expect(Buffer.from(ofVolume.input.buffer).equals(Buffer.from(ofPicture.input.buffer))).toBe(true);
      expect(ofVolume).toEqual(ofPicture);
    }
  },
);

it('B-scans are told apart, and anew when the volume is read in another way', async () => {
  const { context, add } = volumesWorkspace();
  const [vol = ''] = await add('od.vol', writeVol(asymmetricPhantom('OD')));
  const profile = addProfile(context, { name: 'Ada' }).id;
  const identities = () => [0, 1].map(bscan => askedScan(context, { item: vol, bscan }).identity.join(' '));
  const before = identities();
  expect(new Set(before).size).toBe(2);
  stateVolume(context, { item: vol, profile, statement: { laterality: 'OS' } });
  expect(identities()).not.toEqual(before);
});

it('what cannot be asked says why', async () => {
  const { context, add } = volumesWorkspace();
  const [vol = ''] = await add('od.vol', writeVol(asymmetricPhantom('OD')));
  expect(() => askedScan(context, { item: vol })).toThrow(/od\.vol is a volume\. Name one of its B-scans/);
  await expect(askedScan(context, { item: vol, bscan: 99 }).source(1)).rejects.toThrow(/a B-scan from 0 to \d+, received '99'/);
  const [colour = ''] = await add('colour.mha', colourVolume());
  const { source } = askedScan(context, { item: colour, bscan: 0 });
  await expect(source(3)).rejects.toThrow(/colour\.mha holds pictures in colour, and this run was trained on colour/);
  expect(await source(1)).toMatchObject({ raster: { rows: 3, columns: 4, channels: 1 } });
});

/** MetaImage of 2 × 3 × 4 samples in colour. */
function colourVolume(): Uint8Array {
  const size = ['ObjectType = Image', 'NDims = 3', 'DimSize = 4 3 2', 'ElementNumberOfChannels = 3'];
  const header = [...size, 'ElementType = MET_UCHAR', 'ElementDataFile = LOCAL', ''].join('\n');
  return Buffer.concat([Buffer.from(header), Buffer.alloc(72, 90)]);
}
