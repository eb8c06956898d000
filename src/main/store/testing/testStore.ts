// Stores with something in them, for tests.
import { runConfigSchema } from '../../../shared/domain/runConfig.ts';
import type { Item } from '../item.ts';
import type { NewLabelEvent } from '../label.ts';
import type { NewRun } from '../run.ts';
import { openStore, type Store } from '../store.ts';

/** A store with the data set 'scans' (id 'd') and the import root number 1. */
export function storeWithDataset(folder: string): Store {
  const store = openStore(`${folder}/fovea.sqlite`, { mode: 'write', backupsFolder: `${folder}/backups` });
  store.importRoots.add('images', '/images');
  store.datasets.insert({ id: 'd', name: 'scans', classes: ['CNV', 'NORMAL'], report: {}, createdMs: 1 });
  return store;
}

export function exampleItem(index: number, change: Partial<Item> = {}): Item {
  const sha256 = index.toString(16).padStart(64, '0');
  return {
    id: `item${index}`,
    dataset: 'd',
    root: 1,
    path: `CNV/${String(index).padStart(6, '0')}.png`,
    frame: null,
    series: null,
    bscans: 1,
    visit: null,
    sha256,
    sizeBytes: 1000,
    width: 512,
    height: 496,
    channels: 1,
    bitDepth: 8,
    subject: `subject${index >> 2}`,
    laterality: index % 2 === 0 ? 'OD' : null,
    facts: { mean: index },
    createdMs: 2,
    ...change,
  };
}

export function exampleLabel(item: string, value: string, change: Partial<NewLabelEvent> = {}): NewLabelEvent {
  const who = { author: 'import', source: 'import', basisRun: null, supersedes: null } as const;
  return { item, task: 'diagnosis', kind: 'class', value, blob: null, ...who, atMs: 10, ...change };
}

export function exampleRun(id: string, change: Partial<NewRun> = {}): NewRun {
  const choice = { name: 'x' };
  const config = runConfigSchema.parse({
    version: 1,
    kind: 'train',
    seed: 1,
    data: { dataset: 'scans', split: 'main', classes: ['CNV', 'NORMAL'] },
    input: { size: [32, 32], channels: 1 },
    steps: [],
    architecture: choice,
    loss: choice,
    optimizer: choice,
    schedule: choice,
    augment: [],
    sampler: choice,
    training: { epochs: 1, batchSize: 1, precision: 'fp32' },
    selection: { metric: 'loss' },
  });
  return { id, name: id, kind: 'train', state: 'queued', config, parent: null, dataset: null, split: null, createdMs: 3, ...change };
}
