// Where the window is, as the hash of its address: `#/` and `#/runs/<id>`.
import { useSyncExternalStore } from 'react';

export type Route = { page: 'home' } | { page: 'run'; run: string } | { page: 'unknown' };

export function parseRoute(hash: string): Route {
  const path = hash.replace(/^#\/?/, '');
  if (path === '') return { page: 'home' };
  const run = /^runs\/(\w[\w.-]*)$/.exec(path)?.[1];
  return run === undefined ? { page: 'unknown' } : { page: 'run', run };
}

export function runHref(run: string): string {
  return `#/runs/${run}`;
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    listener => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return parseRoute(hash);
}
