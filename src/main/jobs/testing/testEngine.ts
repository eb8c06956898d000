// A real engine process without TensorFlow, for tests of everything around engines: it computes a number that depends on every step so
// far, writes events, checkpoints and predictions through the real run folder protocol, and can be killed at any moment.
// TEST_ENGINE: how it misbehaves. TEST_ENGINE_STEP_MS: length of a step. TEST_ENGINE_ORACLE: file that gets the seq of each recorded event.
import { existsSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { type ProbeMessage, probeSteps } from '../../../shared/domain/probe.ts';
import type { RunEventBody } from '../../../shared/domain/runEvent.ts';
import { exitCodeOf, toAppError } from '../../../shared/errors.ts';
import { writeFileAtomic } from '../../atomicFile.ts';
import { readConfig, readJsonFile, readManifest } from '../../engine/host/runFolder.ts';
import { type EventWriter, openEventWriter, readControl } from '../../engine/host/runFolderWriter.ts';
import { holdRunLock } from '../../engine/host/runLock.ts';
import { nextWeight, stepsPerEpoch } from './expected.ts';

const stateSchema = z.strictObject({ step: z.int(), weight: z.number() });
const misbehaviour = process.env.TEST_ENGINE ?? '';
const stepMs = Number(process.env.TEST_ENGINE_STEP_MS ?? '1');
let parentGone = false;

async function train(folder: string): Promise<void> {
  const lock = holdRunLock(folder);
  const config = readConfig(folder);
  const manifest = readManifest(folder);
  // With a callback, a channel that has just closed is no uncaught error.
  process.send?.({ type: 'ready' }, () => undefined);
  const writer = recording(openEventWriter(folder));
  const last = join(folder, 'checkpoints', 'last.json');
  let { step, weight } = existsSync(last) ? readJsonFile(last, stateSchema) : { step: 0, weight: 0 };
  writer.write(writer.attempt === 1 ? { type: 'state', state: 'running' } : { type: 'state', state: 'resumed', fromStep: step });

  const steps = config.training.epochs * stepsPerEpoch;
  let end: 'finished' | 'cancelled' | 'interrupted' | undefined;
  while (step < steps && end === undefined) {
    await delay(stepMs);
    weight = nextWeight(config.seed, step, weight);
    step += 1;
    const epoch = step / stepsPerEpoch;
    writer.write({ type: 'metric', series: 'train/loss', epoch, step, value: weight });
    writer.write({ type: 'progress', phase: 'train', done: step, total: steps, step });
    if (step % stepsPerEpoch === 0) writer.write({ type: 'metric', series: 'val/accuracy', epoch, step, value: 1 / weight });
    misbehave(step, writer);
    if (step % config.training.checkpointSteps === 0) checkpoint(folder, { step, weight }, writer);
    end = await obey(folder, writer);
  }
  checkpoint(folder, { step, weight }, writer);
  if (end === undefined || end === 'finished')
    predict(
      folder,
      manifest.map(item => item.item),
      writer,
    );
  writer.write({ type: 'state', state: end ?? 'finished' });
  writer.close();
  lock.release();
}

/** Does what control.json says; a pause lasts until another command or until the parent is gone. */
async function obey(folder: string, writer: EventWriter): Promise<'finished' | 'cancelled' | 'interrupted' | undefined> {
  if (misbehaviour === 'deaf') return undefined;
  let command = readControl(folder)?.command;
  if (command === 'pause') {
    writer.write({ type: 'state', state: 'paused' });
    for (command = undefined; command === undefined && !parentGone; command = readControl(folder)?.command) await delay(5);
    if (command === 'resume') writer.write({ type: 'state', state: 'running' });
  }
  if (parentGone) return 'interrupted';
  if (command === 'stop') return 'finished';
  return command === 'cancel' ? 'cancelled' : undefined;
}

function checkpoint(folder: string, state: z.infer<typeof stateSchema>, writer: EventWriter): void {
  const name = `checkpoints/${state.step}`;
  const partial = join(folder, `${name}.partial`);
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial);
  writeFileAtomic(join(partial, 'state.json'), JSON.stringify(state));
  // After a kill between rename and event the folder is there already, with the same content.
  if (existsSync(join(folder, name))) rmSync(partial, { recursive: true });
  else renameSync(partial, join(folder, name));
  writeFileAtomic(join(folder, 'checkpoints', 'last.json'), JSON.stringify(state));
  writer.sync();
  writer.write({ type: 'artifact', name, kind: 'checkpoint', sizeBytes: JSON.stringify(state).length });
}

function predict(folder: string, items: string[], writer: EventWriter): void {
  const lines = items.map(item => `${JSON.stringify({ item, label: 0, logits: [1, 0], probabilities: [0.75, 0.25], predicted: 0 })}\n`);
  writeFileAtomic(join(folder, 'predictions', 'val.jsonl'), lines.join(''));
  writer.write({ type: 'artifact', name: 'predictions/val.jsonl', kind: 'predictions', sizeBytes: lines.join('').length });
  writeFileAtomic(join(folder, 'artifacts', 'evaluation.val.json'), JSON.stringify({ accuracy: 1 }));
  writer.write({ type: 'artifact', name: 'artifacts/evaluation.val.json', kind: 'evaluation', sizeBytes: 14 });
}

function misbehave(step: number, writer: EventWriter): void {
  if (step !== 3) return;
  if (misbehaviour === 'crash') {
    process.stderr.write('a line that says why\n');
    process.abort();
  }
  if (misbehaviour === 'fail') {
    writer.write({ type: 'error', code: 'nonFinite', message: 'The loss is NaN.' });
    writer.write({ type: 'state', state: 'failed' });
    process.stderr.write('last words\n');
    process.exit(1);
  }
  if (misbehaviour === 'heap') {
    const kept: number[][] = [];
    for (;;) kept.push(new Array(1e6).fill(kept.length + 0.5));
  }
}

/** Notes the seq of each event in a second file after its write returned: what must never be lost. */
function recording(writer: EventWriter): EventWriter {
  const oracle = process.env.TEST_ENGINE_ORACLE;
  if (oracle === undefined) return writer;
  const descriptor = openSync(oracle, 'a');
  const write = (body: RunEventBody) => {
    const event = writer.write(body);
    writeSync(descriptor, `${event.seq}\n`);
    return event;
  };
  return { ...writer, write };
}

process.on('disconnect', () => {
  parentGone = true;
});
// The parent may have died while this process was still loading.
if (process.connected === false) parentGone = true;
// A parent that was killed closes the pipes; printing must not end the engine.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

/** Measures nothing, in as many steps of the given length as a probe has. */
async function probe(folder: string): Promise<void> {
  const manifest = readManifest(folder);
  const send = (message: ProbeMessage) => process.send?.(message, () => undefined);
  for (let done = 1; done <= probeSteps; done++) {
    await delay(stepMs);
    send({ type: 'progress', done, total: probeSteps });
  }
  const { batchSize } = readConfig(folder).training;
  const [trainItems, valItems] = ['train', 'val'].map(part => manifest.filter(({ split }) => split === part).length) as [number, number];
  const times = {
    startupMs: 100,
    coldStepMs: [stepMs],
    warmStepMs: [stepMs],
    waitMs: [0],
    fillMs: 0,
    checkpointMs: 1,
    lookMs: 1,
    describeMs: 1,
  };
  const cached = { items: trainItems, itemBytes: 1, mostBytes: 1 };
  const counts = { stepsPerEpoch: trainItems / batchSize, trainItems, valItems, batchSize };
  const rest = { peakBytes: 1_000_000, cached, device: 'CPU:0', elapsedMs: probeSteps * stepMs };
  send({ type: 'result', measurement: { version: 2, ...times, validation: { items: valItems, elapsedMs: 1 }, ...counts, ...rest } });
}

(process.argv[2] === 'probe' ? probe : train)(process.argv[3] ?? '').then(
  () => process.connected && process.disconnect(),
  thrown => {
    const error = toAppError(thrown);
    process.send?.({ type: 'error', error: error.toJSON() }, () => process.exit(exitCodeOf(error.code)));
  },
);
