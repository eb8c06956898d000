// Where the window is: its address (address.ts), followed and changed.
import { useMemo, useSyncExternalStore } from 'react';
import { parseRoute, type Route } from './address.ts';

export { hrefOf, type PlaceId, type Route, runHref } from './address.ts';

/** Goes to an address of `hrefOf`. `replace`: the view that is left is no step back, such as for a changed filter. */
export function go(href: string, { replace = false }: { replace?: boolean } = {}): void {
  if (replace) location.replace(href);
  else location.assign(href);
}

export function useRoute(): Route {
  const hash = useSyncExternalStore(
    listener => {
      addEventListener('hashchange', listener);
      return () => removeEventListener('hashchange', listener);
    },
    () => location.hash,
  );
  return useMemo(() => parseRoute(hash), [hash]);
}
