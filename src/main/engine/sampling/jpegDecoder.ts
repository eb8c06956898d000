// JPEG through TensorFlow's own decoder (libjpeg-turbo, ITU-T T.81) in a worker thread of the engine: half the time of libvips'
// pipeline and exactly its grey levels, because both use the accurate integer DCT.
import type { FastDecoder } from '../../dataset/formats/readRaster.ts';
import { stringAttribute } from '../tensorflow/attributes.ts';
import { adoptContext } from '../tensorflow/context.ts';
import { TF_STRING } from '../tensorflow/dtypes.ts';
import { createHandle, deleteHandle, executeEager, handleShape } from '../tensorflow/eager.ts';
import { readHandle } from '../tensorflow/tensors.ts';

const attributes = [stringAttribute('dct_method', 'INTEGER_ACCURATE')];

/** `context`: the address of the process's TensorFlow context. The decoder leaves damaged files and turned ones to the other. */
export function jpegDecoder(context: number): FastDecoder {
  adoptContext(context);
  return (bytes, format, { orientation }) => {
    if (format !== 'jpeg' || orientation !== 1) return null;
    const source = createHandle([], TF_STRING, [bytes]);
    try {
      return decode(source);
    } catch {
      return null; // damaged: the other decoder says how
    } finally {
      deleteHandle(source);
    }
  };
}

function decode(source: number) {
  const [pixels] = executeEager('DecodeJpeg', attributes, [source], 1) as [number];
  try {
    const [rows, columns, channels] = handleShape(pixels) as [number, number, number];
    return { data: readHandle(pixels) as Uint8Array, rows, columns, channels };
  } finally {
    deleteHandle(pixels);
  }
}
