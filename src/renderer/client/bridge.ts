// What the desktop program offers its window; null in a browser, which has neither its dialogs nor its files' paths.
import type { Bridge } from '../../shared/bridge.ts';

export const bridge: Bridge | null = (globalThis as { fovea?: Bridge }).fovea ?? null;
