import { expect, test } from 'vitest';
import { bulkResponse, rangeOf } from './bulkResponse.ts';

const bytes = new TextEncoder().encode('0123456789');
const etag = '"tag"';

async function ask(headers: Record<string, string>, method = 'GET') {
  const request = new Request('http://127.0.0.1/blob/x', { method, headers });
  const response = await bulkResponse(request, { type: 'image/png', etag, isImmutable: true, content: { bytes } });
  return { status: response.status, headers: response.headers, body: await response.text() };
}

test('the whole, a part from the start, the middle, the end, and one past the end', async () => {
  expect(await ask({})).toMatchObject({ status: 200, body: '0123456789' });
  for (const [range, part, place] of [
    ['bytes=0-3', '0123', '0-3'],
    ['bytes=4-5', '45', '4-5'],
    ['bytes=7-', '789', '7-9'],
    ['bytes=-2', '89', '8-9'],
    ['bytes=-99', '0123456789', '0-9'],
    ['bytes=8-99', '89', '8-9'],
  ] as const) {
    const { status, body, headers } = await ask({ range });
    expect([status, body, headers.get('content-range'), headers.get('content-length')]).toEqual([
      206,
      part,
      `bytes ${place}/10`,
      String(part.length),
    ]);
  }
});

test('a range outside the file is refused with its size', async () => {
  for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=-0']) {
    const { status, body, headers } = await ask({ range });
    expect([status, body, headers.get('content-range')]).toEqual([416, '', 'bytes */10']);
  }
});

test('what is no single range of bytes means the whole', () => {
  for (const range of ['bytes=0-1,4-5', 'bytes=5-2', 'bytes=-', 'lines=0-1', 'bytes=a-b', '']) {
    expect(rangeOf(new Headers({ range }), 10, etag)).toBeNull();
  }
  expect(rangeOf(new Headers(), 10, etag)).toBeNull();
});

test('a range of another version means the whole', () => {
  expect(rangeOf(new Headers({ range: 'bytes=0-1', 'if-range': '"old"' }), 10, etag)).toBeNull();
  expect(rangeOf(new Headers({ range: 'bytes=0-1', 'if-range': etag }), 10, etag)).toEqual({ start: 0, end: 1 });
});

test('who has the bytes already gets none', async () => {
  expect(await ask({ 'if-none-match': etag })).toMatchObject({ status: 304, body: '' });
  expect(await ask({ 'if-none-match': `"other", W/${etag}` })).toMatchObject({ status: 304, body: '' });
  expect(await ask({ 'if-none-match': '"other"' })).toMatchObject({ status: 200 });
});

test('HEAD tells all but the bytes', async () => {
  const { status, body, headers } = await ask({}, 'HEAD');
  expect([status, body, headers.get('content-length'), headers.get('etag')]).toEqual([200, '', '10', etag]);
});

test('an empty file is an empty answer', async () => {
  const request = new Request('http://127.0.0.1/blob/x');
  const response = await bulkResponse(request, { type: 'text/plain', etag, isImmutable: false, content: { bytes: new Uint8Array(0) } });
  expect([response.status, await response.text(), response.headers.get('content-length')]).toEqual([200, '', '0']);
});
