// The trained networks that an interactive engine keeps at hand, with the steps traced over them.
import type { RunConfig } from '../../../shared/domain/runConfig.ts';
import type { Model } from '../architectures/model.ts';
import type { CamMethod } from '../explain/camMethods.ts';
import { GradCam } from '../explain/gradCam.ts';
import { Classifier } from '../inference/classifier.ts';
import { FeatureReader } from '../inference/featureReader.ts';
import { createPipeline, type Pipeline } from '../preprocess/pipeline.ts';
import { inputShapeOf } from '../training/buildNetwork.ts';
import { type CheckpointName, CheckpointStore } from '../training/checkpoint.ts';
import { checkpointWeights } from '../training/checkpointFiles.ts';
import type { TrainingReference } from '../unlike/trainingReference.ts';
import { openReference } from './flagUnlike.ts';
import { readConfig } from './runFolder.ts';
import { openSourceModel } from './sourceModel.ts';

export class TrainedModel {
  readonly config: RunConfig;
  readonly pipeline: Pipeline;
  private readonly model: Model;
  private madeClassifier: Classifier | null = null;
  private readonly explainers = new Map<string, GradCam>();
  private madeReader: FeatureReader | null = null;
  private knownReference: TrainingReference | null = null;
  private readonly folder: string;
  private readonly weights: string;

  /** Owns the model from now on. */
  constructor(config: RunConfig, pipeline: Pipeline, model: Model, source: { folder: string; weights: string }) {
    this.config = config;
    this.folder = source.folder;
    this.weights = source.weights;
    this.pipeline = pipeline;
    this.model = model;
  }

  /** Batches as in a predict run, so that the same kernels compute the same bits. */
  get classifier(): Classifier {
    const { batchSize } = this.config.training;
    this.madeClassifier ??= new Classifier(this.model, { inputShape: inputShapeOf(this.config), batchSize, precision: 'fp32' });
    return this.madeClassifier;
  }

  /** Errors: `unknownName` for a layer that the network lacks. */
  explainer(method: CamMethod, layer: string | null): GradCam {
    const key = JSON.stringify([method, layer]);
    const known = this.explainers.get(key);
    if (known !== undefined) return known;
    const made = new GradCam(this.model, { inputShape: inputShapeOf(this.config), layer, method });
    this.explainers.set(key, made);
    return made;
  }

  /** null for a network without feature maps. */
  get featureReader(): FeatureReader | null {
    this.madeReader ??= FeatureReader.open(this.model, inputShapeOf(this.config));
    return this.madeReader;
  }

  /** What the network was trained on; made at the first need where the run does not keep it. Errors: those of `makeReference`. */
  async reference(options: { signal: AbortSignal; onProgress: (done: number, total: number) => void }): Promise<TrainingReference> {
    this.knownReference ??= await openReference(this.folder, this.weights, this.model, options);
    return this.knownReference;
  }

  dispose(): void {
    this.madeReader?.dispose();
    this.madeClassifier?.dispose();
    for (const explainer of this.explainers.values()) explainer.dispose();
    this.model.dispose();
  }
}

interface Kept {
  folder: string;
  checkpoint: CheckpointName;
  step: number;
  model: TrainedModel;
}

export class ModelCache {
  private readonly limit: number;
  /** The most recently used last. */
  private kept: Kept[] = [];

  constructor(limit: number) {
    this.limit = limit;
  }

  /**
   * The network of a training run, read again when its checkpoint has moved on. Valid until the next call; the one used least
   * recently makes room. Errors: `notFound`, `damaged`, `outOfMemory`.
   */
  async open(folder: string, checkpoint: CheckpointName): Promise<TrainedModel> {
    const config = readConfig(folder);
    const checkpoints = new CheckpointStore(folder);
    for (;;) {
      const step = checkpoints.pointer(checkpoint)?.step ?? -1;
      const known = this.kept.find(entry => entry.folder === folder && entry.checkpoint === checkpoint);
      this.kept = this.kept.filter(entry => entry !== known);
      if (known?.step === step) {
        this.kept.push(known);
        return known.model;
      }
      known?.model.dispose();
      for (const { model } of this.kept.splice(0, this.kept.length - this.limit + 1)) model.dispose();
      try {
        const pipeline = createPipeline(config);
        const { model } = await openSourceModel({ ...config, weights: { folder, checkpoint } });
        const weights = checkpointWeights(folder, checkpoint)?.sha256 ?? '';
        const trained = new TrainedModel(config, pipeline, model, { folder, weights });
        this.kept.push({ folder, checkpoint, step, model: trained });
        return trained;
      } catch (error) {
        // A run at work removes the checkpoint that it has replaced; then there is a newer one to read.
        if ((checkpoints.pointer(checkpoint)?.step ?? -1) === step) throw error;
      }
    }
  }

  dispose(): void {
    for (const { model } of this.kept) model.dispose();
    this.kept = [];
  }
}
