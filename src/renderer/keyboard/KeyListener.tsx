// The one key listener of the window.
import { useEffect } from 'react';
import { handleKey } from './registry.ts';

export function KeyListener() {
  useEffect(() => {
    const listener = (event: KeyboardEvent) => void handleKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
  return null;
}
