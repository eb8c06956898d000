// What can be chosen: architectures, file formats, folder layouts, patient rules. From the specs, so that nothing is listed by hand twice.
import { z } from 'zod';
import { resolveChoice, type Spec } from '../../shared/domain/choice.ts';
import { proofs } from '../dataset/formats/dataCard.ts';
import { imageFormats } from '../dataset/formats/index.ts';
import { switchNames } from '../dataset/formats/namedSwitches.ts';
import { pictureStack } from '../dataset/formats/pictureStack/index.ts';
import type { VolumeFormat } from '../dataset/formats/volumeFormat.ts';
import { volumeFormats } from '../dataset/formats/volumes.ts';
import { layouts } from '../dataset/layouts/index.ts';
import { patientRules } from '../dataset/patients/index.ts';
import { type ArchitectureSpec, architectures } from '../engine/architectures/index.ts';
import { describeModels, type ModelDescription } from '../engine/host/modelDescription.ts';

export interface CatalogueEntry {
  name: string;
  summary: string;
  reference: string;
}

export interface FormatEntry extends CatalogueEntry {
  kind: 'image format' | 'volume format' | 'folder layout' | 'patient rule';
  extensions: string[];
  /** Of a volume format: what its reader was held against, and the names of its switches. */
  proof?: string;
  switches?: string[];
}

export interface ModelEntry extends CatalogueEntry {
  task: ArchitectureSpec['task'];
}

export interface ModelDetails extends ModelEntry {
  /** JSON Schema of the parameters. */
  params: unknown;
  /** The network for two classes and an input of `description.inputShape`. */
  description: ModelDescription;
}

export function listFormats(): FormatEntry[] {
  const entry = ({ name, summary, reference }: CatalogueEntry): CatalogueEntry => ({ name, summary, reference });
  return [
    ...Object.values(imageFormats).map(format => ({
      ...entry(format),
      kind: 'image format' as const,
      extensions: [...format.extensions],
    })),
    ...[...Object.values<VolumeFormat>(volumeFormats), pictureStack].map(format => ({
      ...entry(format),
      kind: 'volume format' as const,
      extensions: format.extensions.filter(extension => extension !== ''),
      proof: proofs[format.proof],
      switches: switchNames(format),
    })),
    ...Object.values<Spec>(layouts).map(layout => ({ ...entry(layout), kind: 'folder layout' as const, extensions: [] })),
    ...Object.values<Spec>(patientRules).map(rule => ({ ...entry(rule), kind: 'patient rule' as const, extensions: [] })),
  ];
}

export function listModels(): ModelEntry[] {
  return Object.values<ArchitectureSpec>(architectures).map(({ name, summary, reference, task }) => ({ name, summary, reference, task }));
}

/** Builds the network once to count it. Errors: `unknownName`; `environment` without TensorFlow. */
export async function showModel(name: string): Promise<ModelDetails> {
  const { spec } = resolveChoice<ArchitectureSpec>('architecture', architectures, { name });
  const size = spec.task === 'volumeClassification' ? [64, 128, 128] : [128, 128];
  const [description] = await describeModels([{ architecture: { name: spec.name, params: {} }, classes: 2, inputShape: [...size, 1] }]);
  const { summary, reference, task, params } = spec;
  return { name: spec.name, summary, reference, task, params: z.toJSONSchema(params), description: description as ModelDescription };
}
