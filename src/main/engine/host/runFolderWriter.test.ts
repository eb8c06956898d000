import { appendFileSync, mkdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { randomGenerator } from '../../../shared/random.ts';
import { fullDisks, startModule } from '../../jobs/testing/childModule.ts';
import { scratchFolder } from '../../jobs/testing/scratch.ts';
import { readEventChunk, readEvents } from './runEvents.ts';
import { clearControl, openEventWriter, readControl, waitingControl, writeControl } from './runFolderWriter.ts';
import { holdRunLock, isRunLocked } from './runLock.ts';

let scratch: ReturnType<typeof scratchFolder>;
let folder: string;
beforeEach(() => {
  scratch = scratchFolder();
  folder = scratch.path;
});
afterEach(() => scratch.remove());

const metric = (step: number) => ({ type: 'metric', series: 'loss', epoch: step / 10, step, value: 1 / step }) as const;

test('numbers go on over attempts, and each event is read back as it was returned', () => {
  expect(readEvents(folder)).toEqual({ events: [], tornBytes: 0 });
  const first = openEventWriter(folder);
  const written = [first.write({ type: 'state', state: 'running' }), first.write(metric(1))];
  first.close();
  const second = openEventWriter(folder);
  written.push(second.write({ type: 'state', state: 'resumed', fromStep: 0 }), second.write({ ...metric(2), value: 'NaN' }));
  second.sync();
  expect(written.map(event => [event.seq, event.attempt])).toEqual([
    [0, 1],
    [1, 1],
    [2, 2],
    [3, 2],
  ]);
  expect(readEvents(folder)).toEqual({ events: written, tornBytes: 0 });
  second.close();
});

test('an attempt that wrote nothing does not count', () => {
  openEventWriter(folder).close();
  const writer = openEventWriter(folder);
  expect(writer.attempt).toBe(1);
  writer.close();
});

test('a file cut at any byte is read up to its last whole line, and the writer goes on from there', () => {
  const path = join(folder, 'events.jsonl');
  const writer = openEventWriter(folder);
  const events = Array.from({ length: 40 }, (_, step) => writer.write({ type: 'log', level: 'info', message: `Größe ${step}\n☃` }));
  writer.close();
  const whole = readFileSync(path);
  const random = randomGenerator(1, 'cuts');
  for (let trial = 0; trial < 60; trial++) {
    const cut = random.integer(whole.length + 1);
    writeFileSync(path, whole.subarray(0, cut));
    const wholeLines = whole.subarray(0, cut).toString('latin1').split('\n').length - 1;
    const read = readEvents(folder);
    expect(read.events).toEqual(events.slice(0, wholeLines));
    expect(read.tornBytes).toBe(cut - (whole.subarray(0, cut).lastIndexOf(0x0a) + 1));
    const next = openEventWriter(folder);
    const added = next.write({ type: 'state', state: 'resumed' });
    next.close();
    expect([added.seq, added.attempt]).toEqual(wholeLines === 0 ? [0, 1] : [wholeLines, 2]);
    expect(readEvents(folder)).toEqual({ events: [...events.slice(0, wholeLines), added], tornBytes: 0 });
  }
});

test('a long last line is found from the end, and lines longer than a piece are read whole', () => {
  const writer = openEventWriter(folder);
  writer.write({ type: 'log', level: 'info', message: 'short' });
  writer.write({ type: 'log', level: 'info', message: 'x'.repeat(700_000) });
  writer.close();
  const next = openEventWriter(folder);
  expect([next.attempt, next.write(metric(1)).seq]).toEqual([2, 2]);
  next.close();
  expect(readEvents(folder).events).toHaveLength(3);
});

test('a power cut’s tail of zero bytes is torn, not damaged', () => {
  const writer = openEventWriter(folder);
  writer.write(metric(1));
  writer.close();
  appendFileSync(join(folder, 'events.jsonl'), Buffer.alloc(500));
  expect(readEvents(folder)).toMatchObject({ tornBytes: 500 });
  openEventWriter(folder).close();
  expect(readEvents(folder)).toMatchObject({ events: [{ seq: 0 }], tornBytes: 0 });
});

test('a whole line that is no event is damage, named by its byte, and not written over', () => {
  const writer = openEventWriter(folder);
  writer.write(metric(1));
  writer.close();
  const byte = statSync(join(folder, 'events.jsonl')).size;
  appendFileSync(join(folder, 'events.jsonl'), '{"seq":1}\n');
  expect(() => readEvents(folder)).toThrow(new RegExp(`events\\.jsonl, byte ${byte}`));
  expect(() => openEventWriter(folder)).toThrow(expect.objectContaining({ code: 'damaged' }));
  truncateSync(join(folder, 'events.jsonl'), byte);
  expect(readEvents(folder).events).toHaveLength(1);
});

test('an event that does not fit its schema is refused before a byte is written', () => {
  const writer = openEventWriter(folder);
  expect(() => writer.write({ ...metric(1), value: Number.NaN })).toThrow(expect.objectContaining({ code: 'internal' }));
  expect(writer.write(metric(2)).seq).toBe(0);
  writer.close();
});

test('pieces follow each other without gap or overlap', () => {
  const writer = openEventWriter(folder);
  for (let step = 1; step <= 3000; step++) writer.write(metric(step));
  writer.close();
  const size = statSync(join(folder, 'events.jsonl')).size;
  let fromByte = 0;
  let lines = 0;
  while (fromByte < size) {
    const chunk = readEventChunk(folder, fromByte);
    expect(chunk.lines[0]?.atByte).toBe(fromByte);
    lines += chunk.lines.length;
    fromByte = chunk.nextByte;
  }
  expect([fromByte, lines]).toEqual([size, 3000]);
});

test('when the disk is full the writer says so, loses nothing recorded and leaves no torn line', async () => {
  for (const { name, wrapper } of fullDisks(join(folder, 'disk'), 64)) {
    mkdirSync(join(folder, 'disk'), { recursive: true });
    const child = startModule(
      `
      import { openEventWriter } from 'main/engine/host/runFolderWriter.ts';
      import { readEvents } from 'main/engine/host/runEvents.ts';
      const folder = ${JSON.stringify(join(folder, 'disk'))};
      const writer = openEventWriter(folder);
      let recorded = 0;
      let code = 'none';
      try {
        for (;;) { writer.write({ type: 'log', level: 'info', message: 'x'.repeat(recorded % 97) }); recorded += 1; }
      } catch (error) { code = error.code; }
      const { events, tornBytes } = readEvents(folder);
      process.stdout.write(JSON.stringify({ code, recorded, read: events.length, tornBytes }));
      `,
      wrapper,
    );
    const result = JSON.parse(await child.output) as { recorded: number };
    expect(result.recorded, name).toBeGreaterThan(100);
    expect(result, name).toEqual({ code: 'diskFull', recorded: result.recorded, read: result.recorded, tornBytes: 0 });
  }
});

test('a command acts once, the latest wins, and the writer of a command sees that it was taken', () => {
  expect(readControl(folder)).toBeNull();
  writeControl(folder, 'pause');
  const stop = writeControl(folder, 'stop');
  expect(waitingControl(folder)).toEqual(stop);
  expect(readControl(folder)).toEqual(stop);
  expect(waitingControl(folder)).toBeNull();
  expect(readControl(folder)).toBeNull();
  writeControl(folder, 'cancel');
  clearControl(folder);
  expect(readControl(folder)).toBeNull();
});

test('a control file that is no command is taken and reported', () => {
  writeFileSync(join(folder, 'control.json'), '{"id":"1","command":"explode"}');
  expect(() => readControl(folder)).toThrow(expect.objectContaining({ code: 'damaged' }));
  expect(readControl(folder)).toBeNull();
});

test('a second engine in the same folder is refused while the first lives', () => {
  expect(isRunLocked(folder)).toBe(false);
  const lock = holdRunLock(folder);
  expect(isRunLocked(folder)).toBe(true);
  expect(() => holdRunLock(folder)).toThrow(/no engine at work/);
  lock.release();
  expect(isRunLocked(folder)).toBe(false);
});
