// Predicts every item of the manifest; labels, where there are any, are not looked at.
import { predictItems, writeArtifact } from './evaluateSplit.ts';
import { flagUnlike } from './flagUnlike.ts';
import { loadRunInput } from './runInput.ts';
import { openSourceModel } from './sourceModel.ts';
import type { EngineRun, RunEnd } from './trainRun.ts';

export async function predictRun(run: EngineRun): Promise<RunEnd> {
  const input = loadRunInput(run.folder);
  const { model } = await openSourceModel(input.config);
  try {
    const items = { items: input.manifest, labels: new Int32Array(input.manifest.length).fill(-1) };
    const predictions = await predictItems(run, input, model, items, 'predict');
    writeArtifact(run, 'predictions/predict.jsonl', 'predictions', predictions.map(row => `${JSON.stringify(row)}\n`).join(''));
    await flagUnlike(run, input, model);
    return { state: 'finished' };
  } finally {
    model.dispose();
  }
}
