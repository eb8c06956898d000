// The HTTP host itself: keys, names, headers, bulk bytes with ranges and tags, and paths that lead out.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { inspectImage } from '../../src/main/dataset/formats/readRaster.ts';
import { encodePng } from '../../src/main/dataset/formats/sharpCodec.ts';
import { serve } from '../../src/main/serve.ts';
import { createRunFixture } from './runFixture.ts';
import { makeScans, openTestHost, type TestHost } from './testHost.ts';

const run = '20260101-000000-aaaa';
const blob = Buffer.from('a mask, say');
const sha256 = createHash('sha256').update(blob).digest('hex');
const secret = 'a file that nobody asked for';
let host: TestHost;
let item: string;
let page: string;

beforeAll(async () => {
  host = await openTestHost({}, workspace => {
    const fixture = createRunFixture(join(workspace, 'runs', run));
    fixture.start();
    fixture.evaluate('val');
    fixture.end();
    mkdirSync(join(workspace, 'blobs', sha256.slice(0, 2)), { recursive: true });
    writeFileSync(join(workspace, 'blobs', sha256.slice(0, 2), sha256), blob);
  });
  page = join(host.folder, 'page');
  const scans = await makeScans(join(host.folder, 'scans'), 3);
  const wide = Uint16Array.from({ length: 600 * 400 }, (_, i) => 1000 + (i % 600) * 100);
  writeFileSync(join(scans, 'CNV', 'CNV-7-1.png'), await encodePng({ data: wide, rows: 400, columns: 600, channels: 1 }));
  for await (const _entry of await host.client.datasets.import.mutate({ folder: scans, name: 'scans' }));
  item = await itemOf('CNV-7-1');
  writeFileSync(join(host.folder, 'secret.json'), secret);
  writeFileSync(join(host.workspace, 'secret.json'), secret);
});
afterAll(() => host.close());

async function itemOf(search: string): Promise<string> {
  return (await host.client.items.page.query({ filter: { dataset: 'scans', search } })).items[0]?.id ?? '';
}

function errorOf(body: Buffer): { code: string; message: string } {
  return JSON.parse(body.toString()).error;
}

test('owner.json, which holds the token, is for its owner alone', () => {
  expect(statSync(join(host.workspace, 'owner.json')).mode & 0o777).toBe(0o600);
});

test('a link turns into a session once; its cookie opens the page, and no page script can read it', async () => {
  const link = new URL(host.serving.newLink());
  const entered = await host.askAsStranger(`${link.pathname}${link.search}`);
  expect([entered.status, entered.headers.location]).toEqual([303, '/']);
  const cookie = String(entered.headers['set-cookie']);
  expect(cookie).toMatch(new RegExp(`^fovea-${link.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict; Max-Age=604800$`));
  const session = { cookie: cookie.split(';')[0] ?? '' };
  expect((await host.askAsStranger('/', { headers: session })).body.toString()).toContain('<title>Page</title>');
  const again = await host.askAsStranger(`${link.pathname}${link.search}`);
  expect([again.status, again.headers['set-cookie']]).toEqual([303, undefined]);
});

test('without a key a program gets the reason and a person a page that says what to open', async () => {
  for (const path of [
    '/',
    '/assets/app-1.js',
    `/blob/${sha256}`,
    `/items/${item}/display`,
    `/runs/${run}/files/config.json`,
    '/link',
    '/nothing',
  ]) {
    const { status, body } = await host.askAsStranger(path);
    expect([path, status, errorOf(body).code]).toEqual([path, 401, 'unauthorized']);
  }
  const person = await host.askAsStranger('/?token=wrong', { headers: { accept: 'text/html' } });
  expect(person.status).toBe(303);
  const shown = await host.askAsStranger('/', { headers: { accept: 'text/html' } });
  expect([shown.status, shown.body.toString()]).toEqual([401, expect.stringContaining('Open the address that Fovea printed')]);
});

test('another Host or Origin is refused, with the right token too', async () => {
  const port = new URL(host.address).port;
  for (const headers of [{ host: `evil.example:${port}` }, { host: '127.0.0.1' }, { origin: 'http://evil.example' }, { origin: 'null' }]) {
    const { status, body } = await host.ask('/trpc/system.version', { headers });
    expect([headers, status, errorOf(body).code]).toEqual([headers, 403, 'unauthorized']);
    expect(errorOf(body).message).toMatch(
      'host' in headers ? /^Expected the Host 127\.0\.0\.1:/ : /^Expected a request from Fovea's own page/,
    );
  }
  for (const origin of [host.address, host.address.replace('127.0.0.1', 'localhost')]) {
    expect((await host.ask('/trpc/system.version', { headers: { origin } })).status).toBe(200);
  }
});

test('the socket is closed to strangers, foreign hosts, foreign origins and other paths', async () => {
  const authorization = `Bearer ${host.token}`;
  const connect = (path: string, headers: Record<string, string>) =>
    new Promise<number>(resolve => {
      const socket = new WebSocket(`${host.address.replace('http', 'ws')}${path}`, { headers });
      socket.on('open', () => {
        socket.close();
        resolve(101);
      });
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
  expect(await connect('/trpc', { authorization })).toBe(101);
  expect(await connect('/trpc', {})).toBe(401);
  expect(await connect('/trpc', { authorization: 'Bearer wrong' })).toBe(401);
  expect(await connect('/trpc', { authorization, host: 'evil.example' })).toBe(403);
  expect(await connect('/trpc', { authorization, origin: 'http://evil.example' })).toBe(403);
  expect(await connect('/elsewhere', { authorization })).toBe(404);
});

test('every answer forbids foreign content, framing and guessing; only what never changes is kept', async () => {
  for (const path of ['/', '/assets/app-1.js', '/trpc/system.version', `/blob/${sha256}`, `/items/${item}/thumbnail`, '/nothing']) {
    const { headers } = await host.ask(path);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/https?:|\*/);
    expect(headers['cross-origin-resource-policy']).toBe('same-origin');
    const isImmutable = /assets|blob|items/.test(path);
    expect(headers['cache-control']).toBe(isImmutable ? 'private, max-age=31536000, immutable' : 'no-store');
  }
});

test('the page’s policy lets in its own scripts and the styles with its nonce, a new one each time', async () => {
  const nonces = await Promise.all(
    [1, 2].map(async () => {
      const { headers, body } = await host.ask('/');
      const nonce = /'nonce-([\w-]+)'/.exec(String(headers['content-security-policy']))?.[1] ?? '';
      expect(body.toString()).toContain(`content="${nonce}"`);
      return nonce;
    }),
  );
  expect(nonces[0]).toMatch(/^[\w-]{22}$/);
  expect(nonces[0]).not.toBe(nonces[1]);
});

test('a body beyond the limit is refused', async () => {
  const { status, body } = await host.ask('/trpc/runs.delete', { method: 'POST', body: 'x'.repeat(9 * 2 ** 20) });
  expect([status, errorOf(body).code]).toEqual([400, 'badInput']);
});

test('bulk bytes come whole, in part and not at all for who has them', async () => {
  const whole = await host.ask(`/blob/${sha256}`);
  expect([whole.status, whole.body, whole.headers.etag]).toEqual([200, blob, `"${sha256}"`]);
  const part = await host.ask(`/blob/${sha256}`, { headers: { range: 'bytes=2-5' } });
  expect([part.status, part.body.toString(), part.headers['content-range']]).toEqual([206, 'mask', `bytes 2-5/${blob.length}`]);
  expect((await host.ask(`/blob/${sha256}`, { headers: { range: 'bytes=99-' } })).status).toBe(416);
  expect((await host.ask(`/blob/${sha256}`, { headers: { 'if-none-match': `"${sha256}"` } })).status).toBe(304);
  const head = await host.ask(`/blob/${sha256}`, { method: 'HEAD' });
  expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, String(blob.length)]);
});

test('a file of a run changes its tag when it changes, and shows in the browser only as text or picture', async () => {
  const path = `/runs/${run}/files/artifacts/evaluation.val.json`;
  const first = await host.ask(path);
  expect([first.status, first.headers['content-type'], first.headers['cache-control']]).toEqual([
    200,
    'application/json',
    'private, no-cache',
  ]);
  expect(JSON.parse(first.body.toString()).split).toBe('val');
  expect((await host.ask(path, { headers: { 'if-none-match': String(first.headers.etag) } })).status).toBe(304);
  const events = join(host.workspace, 'runs', run, 'events.jsonl');
  const before = (await host.ask(`/runs/${run}/files/events.jsonl`)).headers.etag;
  writeFileSync(events, `${readFileSync(events, 'utf8')}\n`);
  expect((await host.ask(`/runs/${run}/files/events.jsonl`)).headers.etag).not.toBe(before);
  writeFileSync(join(host.workspace, 'runs', run, 'artifacts', 'page.html'), '<script>alert(1)</script>');
  const html = await host.ask(`/runs/${run}/files/artifacts/page.html`);
  expect([html.status, html.headers['content-type']]).toEqual([200, 'application/octet-stream']);
  expect(html.headers['content-security-policy']).toContain('sandbox');
});

test('a thumbnail keeps the picture’s proportions, is made once, and comes in few sizes', async () => {
  const thumbnail = await host.ask(`/items/${item}/thumbnail?px=128`);
  expect([thumbnail.status, thumbnail.headers['content-type']]).toEqual([200, 'image/jpeg']);
  expect(inspectImage(thumbnail.body).header).toMatchObject({ columns: 128, rows: 85 });
  const place = join(host.workspace, 'thumbnails');
  const { header } = inspectImage((await host.ask(`/items/${item}/thumbnail`)).body);
  expect([header.columns, header.rows]).toEqual([256, 171]);
  const [sha = '', frame, px] = String(thumbnail.headers.etag).replaceAll('"', '').split('-');
  const file = join(place, sha.slice(0, 2), `${sha}-${frame}-${px}.jpeg`);
  const kept = Buffer.from('kept\xff\xd9', 'latin1');
  writeFileSync(file, kept);
  expect((await host.ask(`/items/${item}/thumbnail?px=128`)).body.equals(kept)).toBe(true);
  // What a power cut left in part or empty is made anew.
  for (const part of [thumbnail.body.subarray(0, 200), Buffer.alloc(0)]) {
    writeFileSync(file, part);
    expect((await host.ask(`/items/${item}/thumbnail?px=128`)).body.equals(thumbnail.body)).toBe(true);
    expect(readFileSync(file).equals(thumbnail.body)).toBe(true);
  }
  for (const size of ['100', '0', '-256', '1e9', '256px', '', 'NaN', '..%2f..%2fsecret.json']) {
    const { status, body } = await host.ask(`/items/${item}/thumbnail?px=${size}`);
    expect([size, status, errorOf(body).code]).toEqual([size, 400, 'usage']);
  }
});

test('the picture of a 16-bit scan is an 8-bit PNG of its own size', async () => {
  const { status, headers, body } = await host.ask(`/items/${item}/display?frame=0`);
  expect([status, headers['content-type']]).toEqual([200, 'image/png']);
  expect(inspectImage(body).header).toMatchObject({ columns: 600, rows: 400, bitDepth: 8 });
  for (const frame of ['-1', '0.5', 'x']) expect((await host.ask(`/items/${item}/display?frame=${frame}`)).status).toBe(400);
});

test('a plain image has no volume', async () => {
  const { status, body } = await host.ask(`/items/${item}/volume`);
  expect([status, errorOf(body).code]).toEqual([415, 'unsupportedFormat']);
});

test('a scan that changed, went away or became a link out of its folder is not shown', async () => {
  const path = join(host.folder, 'scans', 'NORMAL', 'NORMAL-2000-1.png');
  const url = `/items/${await itemOf('NORMAL-2000-1')}/display`;
  expect((await host.ask(url)).status).toBe(200);
  const outside = join(host.folder, 'outside.png');
  renameSync(path, outside);
  const missing = await host.ask(url);
  expect([missing.status, errorOf(missing.body).code]).toEqual([404, 'notFound']);
  symlinkSync(outside, path);
  const linked = await host.ask(url);
  expect([linked.status, errorOf(linked.body).code]).toEqual([403, 'permissionDenied']);
  rmSync(path);
  writeFileSync(path, readFileSync(join(host.folder, 'scans', 'NORMAL', 'NORMAL-2001-1.png')));
  const changed = await host.ask(url);
  expect([changed.status, errorOf(changed.body).code]).toEqual([500, 'damaged']);
});

test('no path leads out of what it names', async () => {
  const folder = join(host.workspace, 'runs', run);
  symlinkSync(join(host.folder, 'secret.json'), join(folder, 'artifacts', 'link.json'));
  symlinkSync(host.folder, join(folder, 'artifacts', 'outside'));
  const ways = ['../', '..%2f', '%2e%2e/', '%2e%2e%2f', '..%5c', '..\\', '.%2e/', '....//', '%252e%252e%252f'];
  const urls = [
    ...ways.flatMap(up => [1, 2, 3].map(times => `/runs/${run}/files/${up.repeat(times)}secret.json`)),
    ...ways.map(up => `/runs/${run}/files/artifacts/${up}${up}${up}secret.json`),
    ...ways.map(up => `/runs/${up}files/secret.json`),
    ...ways.map(up => `/blob/${up}${up}secret.json`),
    ...ways.map(up => `/items/${up}${up}secret.json/display`),
    ...ways.map(up => `/assets/${up}${up}secret.json`),
    ...ways.map(up => `/${up}secret.json`),
    ...['%2f', '/', '//', 'file:%2f%2f'].map(root => `/runs/${run}/files/${root}${join(host.folder, 'secret.json').slice(1)}`),
    ...['config.json%00', '%00', 'artifacts/%00/../../secret.json', 'secret.json%00.png'].map(name => `/runs/${run}/files/${name}`),
    `/runs/${run}/files/artifacts/link.json`,
    `/runs/${run}/files/artifacts/outside/secret.json`,
    `/runs/${run}%00/files/config.json`,
    `/blob/${sha256}%00`,
    `/blob/${sha256.toUpperCase()}`,
    `/blob/${sha256}/../../../secret.json`,
    `/items/${item}%00/display`,
    `/assets/app-1.js%00`,
    `/assets/..%2findex.html`,
  ];
  for (const url of urls) {
    const { status, body } = await host.ask(url);
    expect([url, status >= 400 && status < 500, body.includes(secret)]).toEqual([url, true, false]);
  }
});

test('a run’s URL takes its id and files only: no name, no folder, no lock', async () => {
  for (const path of [
    'artifacts',
    'artifacts/',
    'run.lock.sqlite',
    './run.lock.sqlite',
    'artifacts/../run.lock.sqlite',
    '',
    'nothing.json',
  ]) {
    writeFileSync(join(host.workspace, 'runs', run, 'run.lock.sqlite'), '');
    const { status } = await host.ask(`/runs/${run}/files/${path}`);
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
  for (const id of ['nothing', '']) expect((await host.ask(`/runs/${id}/files/config.json`)).status).toBe(404);
});

test('a program with the token gets a link for a browser', async () => {
  const { status, body } = await host.ask('/link', { method: 'POST' });
  const { link } = JSON.parse(body.toString()) as { link: string };
  expect([status, link.startsWith(`${host.address}/?token=`)]).toEqual([200, true]);
  expect((await host.askAsStranger(link.slice(host.address.length))).headers['set-cookie']).toBeDefined();
});

const other = () => ({ workspace: join(host.folder, 'other'), pageFolder: page, onProblem: () => undefined });

test('a taken port, an address of another machine and a window that is not built are refused before a workspace is touched', async () => {
  const blocker = createServer().listen(0, '127.0.0.1');
  await new Promise(resolve => blocker.once('listening', resolve));
  const { port } = blocker.address() as { port: number };
  await expect(serve({ ...other(), port })).rejects.toMatchObject({
    code: 'environment',
    message: expect.stringContaining(`port ${port}`),
  });
  blocker.close();
  await expect(serve({ ...other(), host: '192.0.2.1', password: 'long enough for this' })).rejects.toMatchObject({ code: 'environment' });
  await expect(serve({ ...other(), pageFolder: host.folder })).rejects.toMatchObject({
    code: 'environment',
    message: expect.stringContaining('npm start'),
  });
  expect(() => statSync(join(host.folder, 'other'))).toThrow(/ENOENT/);
});

test('an open address needs a password of some length', async () => {
  for (const password of [undefined, '', 'short']) {
    await expect(serve({ ...other(), host: '0.0.0.0', password })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('FOVEA_PASSWORD'),
    });
  }
});

test('a workspace is served by one host at a time', async () => {
  await expect(serve({ ...other(), workspace: host.workspace })).rejects.toMatchObject({ code: 'locked' });
});

test('after a restart on the same port a browser is still let in, and nobody else; elsewhere, and when told so, it is not', async () => {
  const home = { ...other(), workspace: join(host.folder, 'restarted') };
  const start = async (options: { port?: number; signOut?: boolean } = {}) => {
    const serving = await serve({ ...home, ...options });
    const statusOf = async (headers: Record<string, string>): Promise<number> =>
      (await fetch(`${serving.address}/trpc/system.version`, { headers })).status;
    return { ...serving, port: Number(new URL(serving.address).port), statusOf };
  };
  const first = await start();
  const entered = await fetch(first.newLink(), { redirect: 'manual' });
  const cookie = String(entered.headers.get('set-cookie')).split(';')[0] ?? '';
  const unused = first.newLink();
  const { token } = (JSON.parse(readFileSync(join(home.workspace, 'owner.json'), 'utf8')) as { api: { token: string } }).api;
  expect(await first.statusOf({ cookie })).toBe(200);
  await first.close();
  const kept = join(home.workspace, 'sessions.json');
  expect([statSync(kept).mode & 0o777, readFileSync(kept, 'utf8').includes(cookie.split('=')[1] ?? '')]).toEqual([0o600, false]);
  const second = await start();
  expect([second.port, await second.statusOf({ cookie })]).toEqual([first.port, 200]);
  const { hash } = (JSON.parse(readFileSync(kept, 'utf8')) as { sessions: [{ hash: string }] }).sessions[0];
  const name = cookie.split('=')[0];
  for (const headers of [{}, { cookie: `${name}=guess` }, { cookie: `${name}=${hash}` }, { authorization: `Bearer ${token}` }]) {
    expect(await second.statusOf(headers as Record<string, string>)).toBe(401);
  }
  const late = await fetch(unused, { redirect: 'manual' });
  expect([late.status, late.headers.get('set-cookie')]).toEqual([303, null]);
  await second.close();
  // The port is taken: another one serves, and what the old one let in is over.
  const blocker = createServer().listen(first.port, '127.0.0.1');
  await new Promise(resolve => blocker.once('listening', resolve));
  const third = await start();
  expect(third.port).not.toBe(first.port);
  expect(await third.statusOf({ cookie: cookie.replace(String(first.port), String(third.port)) })).toBe(401);
  await third.close();
  blocker.close();
  const again = await start({ port: first.port });
  expect(await again.statusOf({ cookie })).toBe(401);
  const enteredAgain = await fetch(again.newLink(), { redirect: 'manual' });
  const fresh = String(enteredAgain.headers.get('set-cookie')).split(';')[0] ?? '';
  await again.close();
  const signedOut = await start({ signOut: true });
  expect([signedOut.port, await signedOut.statusOf({ cookie: fresh })]).toEqual([first.port, 401]);
  await signedOut.close();
  // A file that nobody can read costs a new link, not the start.
  writeFileSync(kept, '{');
  await (await start()).close();
});

test('a session that a password began outlives a restart with that password, and with no other', async () => {
  const open = { ...other(), workspace: join(host.folder, 'open'), host: '0.0.0.0' };
  const first = await serve({ ...open, password: 'correct horse battery' });
  const body = new URLSearchParams({ password: 'correct horse battery' });
  const entered = await fetch(`${first.address}/sign-in`, { method: 'POST', body, redirect: 'manual' });
  const cookie = String(entered.headers.get('set-cookie')).split(';')[0] ?? '';
  await first.close();
  for (const [password, status] of [
    ['correct horse battery', 200],
    ['another long password', 401],
  ] as const) {
    const again = await serve({ ...open, password });
    expect(again.address).toBe(first.address);
    expect((await fetch(`${again.address}/trpc/system.version`, { headers: { cookie } })).status).toBe(status);
    await again.close();
  }
});

test('with a password others may sign in, and guesses are refused', async () => {
  const open = await openTestHost({ host: '0.0.0.0', password: 'correct horse battery' });
  const signIn = (password: string) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: open.address };
    return open.askAsStranger('/sign-in', { method: 'POST', headers, body: `password=${encodeURIComponent(password)}` });
  };
  const asked = await open.askAsStranger('/', { headers: { accept: 'text/html' } });
  expect(asked.body.toString()).toContain('type="password"');
  const wrong = await signIn('correct horse');
  expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
  const right = await signIn('correct horse battery');
  const cookie = String(right.headers['set-cookie']).split(';')[0] ?? '';
  expect(right.status).toBe(303);
  expect((await open.askAsStranger('/trpc/system.version', { headers: { cookie } })).status).toBe(200);
  await open.close();
  // Where no password was set there is nothing to guess.
  expect((await host.ask('/sign-in', { method: 'POST' })).status).toBe(404);
});
