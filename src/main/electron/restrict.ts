// What no page in the desktop window may do, ours included: leave its address, open windows, reach the network, ask for devices.
// Electron's security checklist (electronjs.org/docs/latest/tutorial/security), items 5, 11, 12, 13, 14.
import type { App, Session, WebContents } from 'electron';

export const scheme = 'fovea';
export const origin = `${scheme}://app`;

/** A file of a run, which may be saved. */
const runFile = new RegExp(`^${origin}/runs/[^/]+/files/`);
/** Copying text is all that the window needs leave for. */
const allowedPermissions: readonly string[] = ['clipboard-sanitized-write'];

/** Call before any window is there; the session exists once Electron is ready. */
export function restrict(app: App, defaultSession: () => Session): void {
  app.on('web-contents-created', (_event, contents) => restrictContents(contents));
  app.on('ready', () => restrictSession(defaultSession()));
}

function restrictContents(contents: WebContents): void {
  contents.setWindowOpenHandler(({ url }) => {
    if (runFile.test(url)) contents.downloadURL(url);
    return { action: 'deny' };
  });
  const stay = (event: { url: string; preventDefault(): void }): void => {
    if (event.url.split('#')[0] !== `${origin}/`) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', event => event.preventDefault());
}

function restrictSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, grant) => grant(allowedPermissions.includes(permission)));
  session.setPermissionCheckHandler((_contents, permission) => allowedPermissions.includes(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isOurs(url) }));
}

function isOurs(url: string): boolean {
  return [`${origin}/`, 'data:', 'blob:', 'devtools:'].some(start => url.startsWith(start));
}
