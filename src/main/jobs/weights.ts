// Weights from elsewhere (safetensors under torchvision's names): checked against an architecture, kept as blobs of the workspace.
import { readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { z } from 'zod';
import { resolveChoice } from '../../shared/domain/choice.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { type ArchitectureSpec, architectures } from '../engine/architectures/index.ts';
import { describeModels } from '../engine/host/modelDescription.ts';
import { readSafetensors } from '../engine/weights/safetensors.ts';
import type { JobContext } from './context.ts';
import { fitWeights } from './fitWeights.ts';

const weightsRecordSchema = z.strictObject({
  name: z.string(),
  architecture: z.string(),
  /** Outputs of the classifying layer. */
  classes: z.int(),
  channels: z.int(),
  sha256: z.string(),
  sizeBytes: z.int(),
  tensors: z.int(),
  /** File name that it came from. */
  source: z.string(),
  importedMs: z.int(),
});
export type WeightsRecord = z.infer<typeof weightsRecordSchema>;

const settingKey = 'weights';

export interface ImportWeightsRequest {
  file: string;
  name: string;
  architecture: string;
}

/** Errors: `conflict` for a name that is taken; `unknownName`; `unreadableFile`; `badInput` listing what does not fit. */
export async function importWeights(context: JobContext, request: ImportWeightsRequest): Promise<WeightsRecord> {
  const { file, name } = request;
  const { store, blobs } = context.workspace;
  if (listWeights(context).some(known => known.name === name)) {
    throw new AppError('conflict', `Expected a new name, but there are weights '${name}' already. Choose another name, or remove those.`);
  }
  const { spec } = resolveChoice<ArchitectureSpec>('architecture', architectures, { name: request.architecture });
  const shapes = new Map([...readSafetensors(file).tensors].map(([tensor, { shape }]) => [tensor, shape]));
  const architecture = { name: spec.name, params: {} };
  const size = spec.tiny.input;
  const variants = [
    { classes: 2, channels: 1 },
    { classes: 3, channels: 1 },
    { classes: 2, channels: 3 },
  ];
  const [two, three, colour] = await describeModels(
    variants.map(({ classes, channels }) => ({ architecture, classes, inputShape: [...size, channels] })),
  );
  if (two === undefined || three === undefined || colour === undefined)
    throw new AppError('internal', 'The engine left out a description.');
  const { classes, channels } = fitWeights(shapes, { two, three, colour });
  const bytes = readFileSync(file);
  const record: WeightsRecord = {
    ...{ name, architecture: spec.name, classes, channels, sha256: blobs.put(bytes), sizeBytes: bytes.length },
    ...{ tensors: shapes.size, source: basename(file), importedMs: Date.now() },
  };
  store.transaction(() => store.settings.set(settingKey, [...listWeights(context), record]));
  return record;
}

/** By name. */
export function listWeights({ workspace: { store } }: JobContext): WeightsRecord[] {
  const records = store.settings.get(settingKey, z.array(weightsRecordSchema)) ?? [];
  return records.toSorted((a, b) => a.name.localeCompare(b.name));
}

/** Removes the record, and the copy of the file unless another record has the same. Errors: `notFound`. */
export function removeWeights(context: JobContext, name: string): WeightsRecord {
  const { store, blobs } = context.workspace;
  const records = listWeights(context);
  const record = records.find(known => known.name === name);
  if (record === undefined) {
    const known = records.map(entry => entry.name).join(', ') || 'none yet';
    throw new AppError('notFound', `Expected the name of imported weights, received '${name}'. Known: ${known}.`);
  }
  const others = records.filter(known => known !== record);
  store.settings.set(settingKey, others);
  try {
    if (!others.some(known => known.sha256 === record.sha256)) rmSync(blobs.path(record.sha256), { force: true });
  } catch (error) {
    throw toAppError(error);
  }
  return record;
}
