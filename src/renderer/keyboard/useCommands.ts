// Makes commands of the keymap act while a component is on screen.
import { useEffect, useRef } from 'react';
import type { CommandId, Scope } from './keymap.ts';
import { type Handler, register } from './registry.ts';

/** `scope`: where these commands belong; it must be the scope of each of them, or a wider one that they are also offered in. */
export function useCommands(scope: Scope, handlers: Partial<Record<CommandId, Handler | (() => void)>>): void {
  const newest = useRef(handlers);
  newest.current = handlers;
  useEffect(() => register({ scope, handlers: () => newest.current }), [scope]);
}
