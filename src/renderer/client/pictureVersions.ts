// Pictures that are other ones than when the window opened, such as of a volume that is now read by other switches: a browser keeps what it
// has shown under an address, so the address of such a picture counts how often it has changed.
import { useSyncExternalStore } from 'react';

let ofAll = 0;
const ofItem = new Map<string, number>();
const listeners = new Set<() => void>();

export function picturesChanged(items: 'all' | readonly string[]): void {
  if (items === 'all') ofAll += 1;
  else for (const item of items) ofItem.set(item, (ofItem.get(item) ?? 0) + 1);
  for (const listener of [...listeners]) listener();
}

/** For `thumbnailUrl` and `displayUrl`. */
export function usePictureVersion(item: string): number {
  return useSyncExternalStore(subscribe, () => ofAll + (ofItem.get(item) ?? 0));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
