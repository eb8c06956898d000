// Checkpoints: weights, optimizer slots and the loop's state, written whole or not at all; last.json and best.json point at them.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { AppError, toAppError } from '../../../shared/errors.ts';
import { syncFolder, writeFileAtomic } from '../../atomicFile.ts';
import type { Model } from '../architectures/model.ts';
import { readJsonFile, toJsonText } from '../host/runFolder.ts';
import type { Variable } from '../tensorflow/variables.ts';
import { loadModelTensors, modelTensors } from '../weights/modelWeights.ts';
import { readSafetensors, writeSafetensors } from '../weights/safetensors.ts';
import {
  type CheckpointName,
  type CheckpointPointer,
  checkpointStateSchema,
  checkpointFiles as files,
  pointerSchema,
} from './checkpointFiles.ts';
import type { FitState } from './fitState.ts';

export type { CheckpointName, CheckpointPointer } from './checkpointFiles.ts';

export interface CheckpointParts {
  model: Model;
  slots: ReadonlyMap<string, Variable>;
}

/** Folder of a run's checkpoints. */
export class CheckpointStore {
  private readonly folder: string;

  constructor(runFolder: string) {
    this.folder = join(runFolder, 'checkpoints');
    mkdirSync(this.folder, { recursive: true });
  }

  /**
   * Writes the checkpoint of `fit.step` and points `last` at it, and before that, if it is the best so far, `best`; those that nothing
   * points at any more are removed. A kill between the two leaves `best` ahead of `last`: see `restoreBest`.
   */
  save(parts: CheckpointParts, fit: FitState, { isBest }: { isBest: boolean }): void {
    const target = this.path(fit.step);
    if (!existsSync(target)) this.write(target, parts, fit);
    if (isBest) this.point('best', bestPointer(fit));
    this.point('last', { step: fit.step, epoch: fit.epoch, value: null });
    this.removeUnused();
  }

  /**
   * Going on from `fit`, points `best` at the best one up to there. Where that one is gone, `fit` stands at the end of an epoch that is
   * better, whose validation comes first and points `best` at this very step again.
   */
  restoreBest(fit: FitState): void {
    if (fit.best !== null && existsSync(this.path(fit.best.step))) this.point('best', bestPointer(fit));
  }

  pointer(name: CheckpointName): CheckpointPointer | null {
    const path = join(this.folder, `${name}.json`);
    return existsSync(path) ? readJsonFile(path, pointerSchema) : null;
  }

  /** Bytes of the checkpoint of a step. */
  sizeBytes(step: number): number {
    return Object.values(files).reduce((sum, name) => sum + statSync(join(this.path(step), name)).size, 0);
  }

  /** Loads weights and, where given, optimizer slots; returns the loop's state. Errors: `notFound`, `damaged`. */
  load(name: CheckpointName, parts: { model: Model; slots?: ReadonlyMap<string, Variable> }): FitState {
    const pointer = this.pointer(name);
    if (pointer === null)
      throw new AppError('notFound', `Expected a ${name} checkpoint in ${this.folder}, received none. Train the run first.`);
    const folder = this.path(pointer.step);
    const state = readJsonFile(join(folder, files.state), checkpointStateSchema);
    verify(join(folder, files.weights), state.weightsSha256);
    loadModelTensors(parts.model, readSafetensors(join(folder, files.weights)));
    if (parts.slots !== undefined) {
      verify(join(folder, files.optimizer), state.optimizerSha256);
      const { tensors } = readSafetensors(join(folder, files.optimizer));
      for (const [slotName, slot] of parts.slots) {
        const stored = tensors.get(slotName);
        if (stored === undefined) throw new AppError('damaged', `The checkpoint in ${folder} lacks the optimizer's '${slotName}'.`);
        slot.write(stored.values as Float32Array);
      }
    }
    return state.fit;
  }

  private point(name: CheckpointName, pointer: CheckpointPointer): void {
    writeFileAtomic(join(this.folder, `${name}.json`), toJsonText(pointer));
  }

  private path(step: number): string {
    return join(this.folder, String(step));
  }

  private write(target: string, { model, slots }: CheckpointParts, fit: FitState): void {
    const partial = `${target}.${process.pid}.partial`;
    try {
      mkdirSync(partial);
      writeSafetensors(join(partial, files.weights), { tensors: modelTensors(model), metadata: { format: 'pt', step: String(fit.step) } });
      const optimizer = new Map([...slots].map(([name, slot]) => [name, { shape: slot.shape, values: slot.values() }]));
      writeSafetensors(join(partial, files.optimizer), { tensors: optimizer, metadata: {} });
      const state: z.infer<typeof checkpointStateSchema> = {
        version: 1,
        fit,
        weightsSha256: sha256(join(partial, files.weights)),
        optimizerSha256: sha256(join(partial, files.optimizer)),
      };
      writeFileAtomic(join(partial, files.state), toJsonText(state));
      renameSync(partial, target);
      syncFolder(this.folder);
    } catch (error) {
      rmSync(partial, { recursive: true, force: true });
      throw toAppError(error);
    }
  }

  /** Keeps what last.json and best.json point at. */
  private removeUnused(): void {
    const kept = new Set(['last', 'best'].flatMap(name => this.pointer(name as CheckpointName)?.step ?? []).map(String));
    for (const entry of readdirSync(this.folder)) {
      if (entry.endsWith('.json') || kept.has(entry)) continue;
      const path = join(this.folder, entry);
      // A folder goes file by file: cut short, what is left of it must not look like a checkpoint.
      const doomed = entry.endsWith('.partial') ? path : `${path}.partial`;
      if (doomed !== path) renameSync(path, doomed);
      rmSync(doomed, { recursive: true, force: true });
    }
  }
}

/** Where there is no best epoch yet, the run was stopped in its first one, and the best is where it stands. */
function bestPointer({ step, epoch, best }: FitState): CheckpointPointer {
  return best === null ? { step, epoch, value: null } : { step: best.step, epoch: best.epoch + 1, value: best.value };
}

function sha256(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function verify(path: string, expected: string): void {
  if (sha256(path) === expected) return;
  throw new AppError('damaged', `The checkpoint file ${path} has changed since it was written. Use another checkpoint, or train again.`, {
    details: { path },
  });
}
