import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { scratchContext, scratchFolder } from '../testing/scratch.ts';
import { keptAnswer, makeRoom } from './answerCache.ts';
import { latest } from './latest.ts';

it('a newer question of the same asker ends the older one, and nobody else’s', async () => {
  const ask = (asker: string | undefined, answer: string) =>
    latest(asker, undefined, async signal => {
      await delay(20);
      signal.throwIfAborted();
      return answer;
    });
  const overtaken = ask('window', 'first');
  const others = [ask('other', 'theirs'), ask(undefined, 'nobody’s')];
  const newest = ask('window', 'second');
  await expect(overtaken).rejects.toMatchObject({ code: 'interrupted' });
  expect(await Promise.all([newest, ...others])).toEqual(['second', 'theirs', 'nobody’s']);
});

it('an answer is asked for once, and again when what is kept does not fit', async () => {
  const folder = scratchFolder();
  onTestFinished(folder.remove);
  const context = scratchContext(join(folder.path, 'workspace'));
  onTestFinished(() => context.workspace.close());
  let asked = 0;
  const ask = () => keptAnswer(context, ['a', 1], z.object({ n: z.int() }), async () => ({ n: ++asked }));
  expect([await ask(), await ask()]).toEqual([{ n: 1 }, { n: 1 }]);
  const answers = join(context.workspace.paths.cache, 'answers');
  const [name] = readdirSync(answers, { recursive: true, encoding: 'utf8' }).filter(path => path.endsWith('.json'));
  writeFileSync(join(answers, name as string), '{"n":');
  expect(await ask()).toEqual({ n: 2 });
});

it('of too much the answers used least recently go', async () => {
  const folder = scratchFolder();
  onTestFinished(folder.remove);
  mkdirSync(join(folder.path, 'ab'));
  for (const name of ['1', '2', '3']) {
    writeFileSync(join(folder.path, 'ab', `${name}.json`), 'x'.repeat(40));
    await delay(5);
  }
  makeRoom(folder.path, 130);
  expect(readdirSync(join(folder.path, 'ab'))).toEqual(['1.json', '2.json', '3.json']);
  makeRoom(folder.path, 100);
  expect(readdirSync(join(folder.path, 'ab'))).toEqual(['2.json', '3.json']);
});
