// The bulk bytes of a volume: its samples, one B-scan, layer lines, fundus picture, en face. Addresses carry the version, so that what was
// read once is never asked for again.
import { queryOptions } from '@tanstack/react-query';
import type { VolumeHeader } from '../../../shared/domain/volume.ts';
import type { VolumeView } from '../../../shared/domain/volumeView.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Samples } from './displayTransform.ts';
import { type EnFaceChoice, enFaceQuery } from './enFace.ts';
import { streamVolume } from './streamVolume.ts';
import { address, answerOf, bytesOf } from './volumeAddress.ts';

type Of = Pick<VolumeView, 'item' | 'version' | 'header'>;

/** Some 0.3 MB each. */
const frameKeptMs = 120_000;
/** Tens of MB each. */
const volumeKeptMs = 30_000;

export const volumeData = {
  /** Grey of a B-scan by the format's display transform, [row, column]. */
  grey: ({ item, version }: Of, frame: number) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'grey', frame],
      queryFn: async ({ signal }) => greyOf(await answerOf(address(item, 'display', version, { frame }), signal)),
      gcTime: frameKeptMs,
    }),
  /** The stored samples of a B-scan; of several channels the first. */
  stored: ({ item, version, header }: Of, frame: number) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'stored', frame],
      queryFn: async ({ signal }) => samplesOf(header, await bytesOf(address(item, 'samples', version, { frame }), signal)),
      gcTime: frameKeptMs,
    }),
  /** All grey samples [bscan, row, column]; those around `firstBscan` come first. */
  volume: ({ item, version, header }: Of, firstBscan: number) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'volume'],
      queryFn: ({ signal }) => streamVolume({ item, version, header }, firstBscan, signal),
      gcTime: volumeKeptMs,
    }),
  /** [surface, bscan, column] */
  surfaces: ({ item, version }: Of) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'surfaces'],
      queryFn: async ({ signal }) => new Float32Array(await bytesOf(address(item, 'surfaces', version), signal)),
      gcTime: volumeKeptMs,
    }),
  localizer: ({ item, version }: Of) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'localizer'],
      queryFn: async ({ signal }) => createImageBitmap(await (await answerOf(address(item, 'localizer', version), signal)).blob()),
      gcTime: frameKeptMs,
    }),
  /** [bscan, column] */
  enFace: ({ item, version }: Of, choice: EnFaceChoice) =>
    queryOptions({
      queryKey: ['volumeBytes', item, version, 'enface', choice],
      queryFn: async ({ signal }) => new Float32Array(await bytesOf(address(item, 'enface', version, enFaceQuery(choice)), signal)),
      gcTime: frameKeptMs,
    }),
};

/** Red of a grey PNG's pixels. */
async function greyOf(answer: Response): Promise<Uint8Array> {
  const picture = await createImageBitmap(await answer.blob(), { colorSpaceConversion: 'none', premultiplyAlpha: 'none' });
  const { width, height } = picture;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (context === null)
    throw new AppError('environment', 'Expected a canvas to read a picture with, received none. Load the window again.');
  context.drawImage(picture, 0, 0);
  picture.close();
  const { data } = context.getImageData(0, 0, width, height);
  const grey = new Uint8Array(width * height);
  for (let i = 0; i < grey.length; i++) grey[i] = data[4 * i] as number;
  return grey;
}

const types = { uint8: Uint8Array, uint16: Uint16Array, int16: Int16Array, float32: Float32Array } as const;

function samplesOf({ sampleType, shape }: VolumeHeader, bytes: ArrayBuffer): Samples {
  const all = new types[sampleType](bytes);
  return shape.channels === 1 ? all : all.filter((_, i) => i % shape.channels === 0);
}
