// The commands that are active now, and the one key listener of the window. Later registrations lie further inside and win.
import { create } from 'zustand';
import { type CommandId, commandSpec, keymap, type Scope } from './keymap.ts';
import { matchesKey } from './matchKey.ts';

export interface Handler {
  run: () => void;
  /** Why it cannot run now. */
  disabled?: string | undefined;
}

export interface Registration {
  scope: Scope;
  /** Read at the time of the key press, so that a handler always sees the newest state. */
  handlers: () => Partial<Record<CommandId, Handler | (() => void)>>;
}

interface RegistryState {
  registrations: readonly Registration[];
}

export const useRegistry = create<RegistryState>()(() => ({ registrations: [] }));

/** Returns what takes the commands away again. */
export function register(registration: Registration): () => void {
  useRegistry.setState(({ registrations }) => ({ registrations: [...registrations, registration] }));
  return () => useRegistry.setState(({ registrations }) => ({ registrations: registrations.filter(known => known !== registration) }));
}

export interface ActiveCommand extends Handler {
  id: CommandId;
}

/** What can be done now, the innermost handler of each command. */
export function activeCommands(): ActiveCommand[] {
  const found = new Map<CommandId, ActiveCommand>();
  for (const { handlers } of useRegistry.getState().registrations.toReversed()) {
    for (const [id, given] of Object.entries(handlers()) as [CommandId, Handler | (() => void)][]) {
      if (!found.has(id)) found.set(id, { id, ...(typeof given === 'function' ? { run: given } : given) });
    }
  }
  return [...found.values()].sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id));
}

const order = Object.keys(keymap) as CommandId[];

/** Answers a key press; true when a command took it. */
export function handleKey(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const target = event.target instanceof Element ? event.target : null;
  const isInDialog = target?.closest('[role=dialog]') != null;
  for (const { scope, handlers } of useRegistry.getState().registrations.toReversed()) {
    if (isInDialog && scope !== 'global' && scope !== 'dialog') continue;
    for (const [id, given] of Object.entries(handlers()) as [CommandId, Handler | (() => void)][]) {
      const key = commandSpec(id).keys.find(candidate => matchesKey(event, candidate));
      if (key === undefined || belongsToTarget(key, target)) continue;
      const handler = typeof given === 'function' ? { run: given } : given;
      if ('disabled' in handler && handler.disabled !== undefined) continue;
      event.preventDefault();
      handler.run();
      return true;
    }
  }
  return false;
}

const typing = 'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true]';
const pressed = 'button, a[href], summary, [role=button], [role=option], [role=menuitem], [role=tab], input';
const steered = 'input[type=range], input[type=radio], [role=slider], [role=tab], [role=menuitem], [role=listbox], [role=radio]';

/** What the focused control does with this key by itself comes first. */
function belongsToTarget(key: string, target: Element | null): boolean {
  if (target === null) return false;
  if (target.closest(typing) !== null) return !/^(Ctrl\+(?![ZY]$|Shift\+Z$)|Alt\+|F\d)/.test(key) && key !== 'Escape';
  if (key === 'Enter' || key === 'Space') return target.closest(pressed) !== null;
  if (/^(Shift\+)?(Arrow|Home|End|Page)/.test(key)) return target.closest(steered) !== null;
  return false;
}
