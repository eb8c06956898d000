import { EventEmitter } from 'node:events';
import type { App, Session } from 'electron';
import { expect, test } from 'vitest';
import { restrict } from './restrict.ts';

/** What `restrict` sets on a session and on a page, kept to be asked. */
function restricted() {
  const set: Record<string, (...given: unknown[]) => unknown> = {};
  const keep = (name: string) => (handler: (...given: unknown[]) => unknown) => {
    set[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('before') },
  };
  const app = new EventEmitter();
  restrict(app as unknown as App, () => session as unknown as Session);
  app.emit('ready');
  const downloads: string[] = [];
  const contents = Object.assign(new EventEmitter(), {
    setWindowOpenHandler: keep('open'),
    downloadURL: (url: string) => downloads.push(url),
  });
  app.emit('web-contents-created', {}, contents);
  return { set, contents, downloads };
}

test.each([
  ...['ar', 'clipboard-read', 'display-capture', 'fileSystem', 'fullscreen', 'geolocation', 'hid', 'idle-detection', 'local-network'],
  ...['media', 'midi', 'midiSysex', 'notifications', 'openExternal', 'pointerLock', 'serial', 'usb', 'window-management', 'unknown'],
])('the permission %s is refused, asked for or checked', permission => {
  const { set } = restricted();
  let granted: unknown = null;
  set.request?.({}, permission, (isGranted: unknown) => {
    granted = isGranted;
  });
  expect([granted, set.check?.({}, permission), set.device?.({})]).toEqual([false, false, false]);
});

test('copying text is the one thing allowed', () => {
  expect(restricted().set.check?.({}, 'clipboard-sanitized-write')).toBe(true);
});

test('only our own addresses are asked for', () => {
  const { set } = restricted();
  const isSent = (url: string) => {
    let isCancelled: unknown = null;
    set.before?.({ url }, ({ cancel }: { cancel: boolean }) => {
      isCancelled = cancel;
    });
    return isCancelled === false;
  };
  expect(['fovea://app/', 'fovea://app/items/1/display', 'data:image/png;base64,', 'devtools://devtools/x'].filter(isSent)).toHaveLength(4);
  expect(
    ['https://fovea.example/', 'http://127.0.0.1:80/', 'file:///etc/passwd', 'fovea://other/', 'ws://x/', 'fovea://app.evil/'].filter(
      isSent,
    ),
  ).toEqual([]);
});

test('a page stays at its address, opens no window, and holds no other page', () => {
  const { set, contents, downloads } = restricted();
  const leaves = (event: string, url: string) => {
    let isPrevented = false;
    contents.emit(event, {
      url,
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return !isPrevented;
  };
  for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview']) {
    expect([event, leaves(event, 'https://example.org/')]).toEqual([event, false]);
    expect([event, leaves(event, 'fovea://app/runs/x/files/config.json')]).toEqual([event, false]);
  }
  expect(leaves('will-navigate', 'fovea://app/#/runs')).toBe(true);
  for (const url of ['https://example.org/', 'fovea://app/', 'fovea://app/runs/x/files/config.json'])
    expect(set.open?.({ url })).toEqual({ action: 'deny' });
  expect(downloads).toEqual(['fovea://app/runs/x/files/config.json']);
});
