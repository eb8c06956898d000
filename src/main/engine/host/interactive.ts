// The interactive engine: predicts and explains single scans for a person who waits. One request at a time, in order; trained networks
// stay loaded between requests.
import { z } from 'zod';
import { AppError, type AppErrorJson, toAppError } from '../../../shared/errors.ts';
import { camMethodOf, classToExplain, explainItem } from '../explain/explainItem.ts';
import { chooseFeatureMap, featureMaps } from '../explain/gradCam.ts';
import { openScan } from '../explain/scan.ts';
import { EngineQueue } from '../tensorflow/engineQueue.ts';
import { buildNetwork, inputShapeOf } from '../training/buildNetwork.ts';
import { describeScan } from '../unlike/describeScan.ts';
import { compareScan } from '../unlike/trainingReference.ts';
import {
  type InteractiveReply,
  type InteractiveRequest,
  interactiveRequestSchema,
  type ParamsOf,
  type ResultOf,
} from './interactiveProtocol.ts';
import { ModelCache } from './modelCache.ts';
import { type PredictOptions, predictItemFiles } from './predictItemFiles.ts';
import { readConfig } from './runFolder.ts';

/** Enough to compare two runs. */
const keptModels = 2;

type Question = Exclude<InteractiveRequest, { method: 'cancel' }>;

export class InteractiveEngine {
  private readonly send: (reply: InteractiveReply) => Promise<void>;
  private readonly models = new ModelCache(keptModels);
  private readonly queue = new EngineQueue();
  private readonly open = new Map<number, AbortController>();

  /** `send` resolves when the reply is on its way. */
  constructor(send: (reply: InteractiveReply) => Promise<void>) {
    this.send = send;
  }

  get isIdle(): boolean {
    return this.open.size === 0;
  }

  /** Resolves, never rejects, when the message is worked off and answered. */
  async receive(message: unknown): Promise<void> {
    const parsed = interactiveRequestSchema.safeParse(message);
    if (!parsed.success) return this.refuse(message, parsed.error);
    const request = parsed.data;
    if (request.method === 'cancel') {
      this.open.get(request.id)?.abort(new AppError('interrupted', 'The request was cancelled.'));
      return;
    }
    const { id } = request;
    const controller = new AbortController();
    this.open.set(id, controller);
    const onProgress: PredictOptions['onProgress'] = progress => void this.send({ id, type: 'progress', progress });
    const reply = await this.queue
      .run(() => this.answer(request, { signal: controller.signal, onProgress }))
      .then(
        (result): InteractiveReply => ({ id, type: 'result', result }),
        (thrown): InteractiveReply => ({ id, type: 'error', error: plainError(thrown) }),
      );
    await this.send(reply);
    this.open.delete(id);
  }

  /** Frees the networks; only while idle. */
  dispose(): void {
    this.models.dispose();
  }

  private async answer(request: Question, options: PredictOptions): Promise<unknown> {
    options.signal.throwIfAborted();
    if (request.method === 'explain') return this.explain(request.params);
    if (request.method === 'layers') return layersOf(request.params.run);
    if (request.method === 'unlike') return this.unlike(request.params, options);
    const { run, checkpoint, items } = request.params;
    return { items: await predictItemFiles(await this.models.open(run, checkpoint), items, options) };
  }

  private async explain(params: ParamsOf<'explain'>): Promise<ResultOf<'explain'>> {
    const trained = await this.models.open(params.run, params.checkpoint);
    const { pipeline } = trained;
    const { classes } = trained.config.data;
    const method = camMethodOf(params.method);
    const wantedClass = classToExplain(params.class, classes);
    const explainer = trained.explainer(method, params.layer);
    const scan = await openScan(params.item, pipeline);
    const { numbers, map } = await explainItem(explainer, scan, { pipeline, method, classes: classes.length, class: wantedClass });
    const { rows, columns } = scan.shown;
    const network = { rows: pipeline.rows, columns: pipeline.columns };
    return { ...numbers, map, network, placement: scan.placement, image: { rows, columns } };
  }

  private async unlike({ run, checkpoint, item }: ParamsOf<'unlike'>, { signal, onProgress }: PredictOptions): Promise<ResultOf<'unlike'>> {
    const trained = await this.models.open(run, checkpoint);
    const scan = await describeScan(item, trained.pipeline, trained.featureReader);
    const reference = await trained.reference({ signal, onProgress: (done, total) => onProgress({ done, total }) });
    return compareScan(reference, scan.measures, scan.features);
  }

  private async refuse(message: unknown, cause: z.ZodError): Promise<void> {
    const id = z.looseObject({ id: z.int() }).safeParse(message).data?.id ?? -1;
    const error = new AppError('usage', `Unexpected request to the engine: ${z.prettifyError(cause)}`);
    await this.send({ id, type: 'error', error: error.toJSON() });
  }
}

/** Needs no checkpoint: the feature maps follow from the configuration. */
async function layersOf(run: string): Promise<ResultOf<'layers'>> {
  const config = readConfig(run);
  const model = await buildNetwork(config);
  try {
    const layers = featureMaps(model, inputShapeOf(config)).map(({ size, ...layer }) => ({ ...layer, size: [...size] }));
    return { layers, chosen: chooseFeatureMap(layers, null).name };
  } finally {
    model.dispose();
  }
}

/** Details may hold what only JSON leaves out quietly. */
function plainError(thrown: unknown): AppErrorJson {
  return JSON.parse(JSON.stringify(toAppError(thrown))) as AppErrorJson;
}
