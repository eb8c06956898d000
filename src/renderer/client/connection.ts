// Whether the main process answers. A loss is told only once something was there to lose.
import { useSyncExternalStore } from 'react';

let isLost = false;
const listeners = new Set<() => void>();

export function setConnected(isConnected: boolean): void {
  isLost = !isConnected;
  for (const listener of listeners) listener();
}

export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => isLost,
  );
}
