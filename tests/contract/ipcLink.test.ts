// What only the desktop window's link can get wrong: streams that are left, calls that are given up, windows that go away.
import { createTRPCClient, TRPCClientError } from '@trpc/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCallSession } from '../../src/main/api/callSession.ts';
import type { AppRouter } from '../../src/main/api/router.ts';
import { ipcLink } from '../../src/renderer/client/links/ipcLink.ts';
import type { AnswerMessage } from '../../src/shared/bridge.ts';
import type { CallMessage } from '../../src/shared/bridgeMessages.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());

/** A window of its own whose messages can be looked at. */
function openWindow() {
  const sent: CallMessage[] = [];
  const received: AnswerMessage[] = [];
  let listener: (answer: AnswerMessage) => void = () => undefined;
  const session = openCallSession(host.serving.api, answer => {
    const copy = structuredClone(answer);
    received.push(copy);
    setImmediate(() => listener(copy));
  });
  const link = ipcLink({
    send: message => {
      sent.push(message);
      session.receive(structuredClone(message));
    },
    onAnswer: given => {
      listener = given;
    },
  });
  return { client: createTRPCClient<AppRouter>({ links: [link] }), session, sent, received };
}

test('a reader that leaves a stream ends the work behind it', async () => {
  const folder = await makeScans(`${host.folder}/left`, 40);
  const { client, sent } = openWindow();
  for await (const entry of await client.datasets.import.mutate({ folder, name: 'left' })) {
    expect(entry).toHaveProperty('progress');
    break;
  }
  expect(sent.at(-1)).toEqual({ kind: 'end', id: 1 });
  await expect.poll(async () => (await host.client.datasets.list.query()).length).toBe(0);
});

test('a call that was given up before it began is never sent', async () => {
  const { client, sent } = openWindow();
  await expect(client.runs.list.query(undefined, { signal: AbortSignal.abort() })).rejects.toBeInstanceOf(TRPCClientError);
  expect(sent).toEqual([]);
});

test('each of two windows gets every event, and one that went away gets no more', async () => {
  const [first, second] = [openWindow(), openWindow()];
  const seen: string[] = [];
  for (const [name, { client }] of Object.entries({ first, second })) {
    client.events.subscribe({ topics: ['queue'] }, { onData: ({ id }) => seen.push(`${name} ${id === 'reset' ? 'reset' : 'change'}`) });
  }
  await expect.poll(() => seen.sort()).toEqual(['first reset', 'second reset']);
  const { notifications } = host.serving.api.context;
  notifications.publish({ topic: 'queue' });
  await expect.poll(() => seen.length).toBe(4);
  first.session.close();
  const received = first.received.length;
  notifications.publish({ topic: 'queue' });
  await expect.poll(() => seen.length).toBe(5);
  expect([seen.at(-1), first.received.length]).toEqual(['second change', received]);
  second.session.close();
});

test('what is no message is left unanswered; what cannot be copied is told as an error', async () => {
  const answers: AnswerMessage[] = [];
  let refuses = true;
  const session = openCallSession(host.serving.api, answer => {
    if (refuses && answer.kind === 'data') {
      refuses = false;
      throw new DOMException('An object could not be cloned.', 'DataCloneError');
    }
    answers.push(answer);
  });
  for (const message of [null, 'call', {}, { kind: 'call', id: 'x', type: 'query', path: 'runs.list' }, { kind: 'eval', id: 1 }]) {
    session.receive(message);
  }
  session.receive({ kind: 'end', id: 99 });
  session.receive({ kind: 'call', id: 1, type: 'query', path: 'jobs.list', input: undefined });
  await expect.poll(() => answers.length).toBe(1);
  expect(answers[0]).toMatchObject({ id: 1, kind: 'error', error: { data: { appError: { code: 'internal' } } } });
});

test('the window’s own bytes come without a key, and only by their addresses', async () => {
  const ask = (path: string) => host.serving.answerOwnWindow(new Request(`fovea://app${path}`));
  const index = await ask('/');
  expect([index.status, index.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("script-src 'self'")]);
  for (const path of ['/trpc/runs.list', '/link', '/sign-in', '/nothing', '/assets/../index.html']) {
    expect([path, (await ask(path)).status]).toEqual([path, 404]);
  }
  expect((await host.serving.answerOwnWindow(new Request('fovea://app/', { method: 'POST' }))).status).toBe(404);
});
