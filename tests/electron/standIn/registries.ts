// What the program registers with Electron before any page is there: message channels, the protocol, the session's rules.
import { EventEmitter } from 'node:events';

type Handler = (event: unknown, ...args: unknown[]) => unknown;
export const handlers = new Map<string, Handler>();

export const ipcMain = Object.assign(new EventEmitter(), {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
    handlers.set(channel, handler);
  },
  removeHandler: (channel: string): void => void handlers.delete(channel),
});

type Answer = (request: Request) => Promise<Response> | Response;
export const schemes = new Map<string, Answer>();
const privileged = new Set<string>();

export const protocol = {
  registerSchemesAsPrivileged: (list: { scheme: string }[]): void => {
    for (const { scheme } of list) privileged.add(scheme);
  },
  handle: (scheme: string, answer: Answer): void => {
    if (!privileged.has(scheme)) throw new Error(`'${scheme}' was not registered as privileged before the app was ready`);
    schemes.set(scheme, answer);
  },
};

type PermissionRequest = (contents: unknown, permission: string, grant: (isGranted: boolean) => void) => void;
export const rules = {
  permissionRequest: null as PermissionRequest | null,
  permissionCheck: null as ((contents: unknown, permission: string) => boolean) | null,
  beforeRequest: null as ((details: { url: string }, answer: (decision: { cancel?: boolean }) => void) => void) | null,
};

export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: PermissionRequest): void => {
      rules.permissionRequest = handler;
    },
    setPermissionCheckHandler: (handler: NonNullable<typeof rules.permissionCheck>): void => {
      rules.permissionCheck = handler;
    },
    setDevicePermissionHandler: (): void => undefined,
    webRequest: {
      onBeforeRequest: (handler: NonNullable<typeof rules.beforeRequest>): void => {
        rules.beforeRequest = handler;
      },
    },
  },
};
