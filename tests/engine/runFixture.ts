// A small real run: images in class folders that differ by a bright blob, a run folder over them, and engines as child processes.
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { type EngineExit, startEngine } from '../../src/main/engine/host/client.ts';
import { readEvents } from '../../src/main/engine/host/runEvents.ts';
import { createRunFolder } from '../../src/main/engine/host/runFolder.ts';
import { classificationRecipe } from '../../src/main/engine/training/recipes/classification.ts';
import type { ManifestItem, SplitName } from '../../src/shared/domain/manifest.ts';
import type { RunConfig } from '../../src/shared/domain/runConfig.ts';
import type { RunEvent } from '../../src/shared/domain/runEvent.ts';
import { randomGenerator } from '../../src/shared/random.ts';

const classes = ['BLOB', 'PLAIN'];

/** Noise images of 40 × 48 px, half with a blob; two images for each of `patients` patients. */
export async function writeImages(folder: string, patients: number): Promise<ManifestItem[]> {
  const items: ManifestItem[] = [];
  for (let patient = 0; patient < patients; patient++) {
    const label = classes[patient % 2] as string;
    mkdirSync(join(folder, label), { recursive: true });
    for (let n = 1; n <= 2; n++) {
      const path = `${label}/${label}-${patient}-${n}.png`;
      const bytes = await encodePng(image(label === 'BLOB', `${patient}/${n}`));
      writeFileSync(join(folder, path), bytes);
      items.push({
        item: path,
        subject: String(patient),
        eye: null,
        root: folder,
        path,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        label,
        split: splitOf(patient, patients),
        source: 'import',
      });
    }
  }
  return items;
}

/** A quick version of the default recipe: the small network at 32 px, all augmentation on, a checkpoint every three steps. */
export function quickConfig(change: Partial<RunConfig['training']> & { seed?: number } = {}): RunConfig {
  const { seed = 1, ...training } = change;
  const recipe = classificationRecipe({ dataset: 'fixture', split: 'fixture', classes, seed });
  return {
    ...recipe,
    input: { size: [32, 32], channels: 1 },
    architecture: { name: 'smallCnn', params: { width: 8 } },
    training: { ...recipe.training, epochs: 3, batchSize: 5, checkpointSteps: 3, ...training },
  };
}

export function makeRun(folder: string, config: RunConfig, manifest: readonly ManifestItem[]): string {
  createRunFolder(folder, { config, manifest });
  return folder;
}

/** Runs the engine on a folder; `killWhen` ends it with SIGKILL as soon as an event satisfies it. */
export async function runEngine(folder: string, killWhen?: (event: RunEvent) => boolean): Promise<EngineExit> {
  const engine = startEngine({ runFolder: folder });
  const timer =
    killWhen === undefined
      ? null
      : setInterval(() => {
          if (eventsOf(folder).some(killWhen)) engine.kill();
        }, 5);
  try {
    return await engine.exited;
  } finally {
    if (timer !== null) clearInterval(timer);
  }
}

export function eventsOf(folder: string): RunEvent[] {
  return readEvents(folder).events;
}

/** Metric values by series and step, the highest attempt last, as the store keeps them. */
export function metricRows(folder: string): Map<string, string> {
  const rows = new Map<string, string>();
  for (const event of eventsOf(folder)) {
    if (event.type === 'metric') rows.set(`${event.series} ${event.step}`, `${event.epoch} ${event.value}`);
  }
  return rows;
}

/** SHA-256 of every checkpoint file that holds numbers. */
export function checkpointHashes(folder: string): Record<string, string> {
  const checkpoints = join(folder, 'checkpoints');
  const files = readdirSync(checkpoints, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.safetensors'));
  return Object.fromEntries(
    files.sort().map(name => [
      name,
      createHash('sha256')
        .update(readFileSync(join(checkpoints, name)))
        .digest('hex'),
    ]),
  );
}

function image(blob: boolean, key: string) {
  const rows = 40;
  const columns = 48;
  const random = randomGenerator(7, 'fixture', key);
  const centre = [10 + random.integer(20), 10 + random.integer(28)] as const;
  const data = Uint8Array.from({ length: rows * columns }, (_, i) => {
    const distance = Math.hypot(Math.floor(i / columns) - centre[0], (i % columns) - centre[1]);
    return Math.min(250, 40 + random.integer(60) + (blob && distance < 6 ? 120 : 0));
  });
  return { data, rows, columns, channels: 1 };
}

function splitOf(patient: number, patients: number): SplitName {
  const share = Math.floor(patient / 2) / (patients / 2);
  return share < 0.6 ? 'train' : share < 0.8 ? 'val' : 'test';
}
