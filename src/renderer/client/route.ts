// Where the window is, as the hash of its address: #/<place>/<path…>?<query>. An address restores exactly its view.
import { useMemo, useSyncExternalStore } from 'react';

export const placeIds = ['home', 'data', 'label', 'train', 'runs', 'use'] as const;
export type PlaceId = (typeof placeIds)[number];

export interface Route {
  place: PlaceId | 'unknown';
  /** What follows the place, decoded. */
  path: string[];
  query: Record<string, string>;
}

const unknown: Route = { place: 'unknown', path: [], query: {} };

export function parseRoute(hash: string): Route {
  const [way = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  const parts = way === '' ? ['home'] : way.split('/').map(decoded);
  const [first, ...path] = parts;
  const place = placeIds.find(known => known === first);
  if (place === undefined || path.some(part => part === null || part === '' || part === '.' || part === '..')) return unknown;
  return { place, path: path as string[], query: Object.fromEntries(new URLSearchParams(search)) };
}

/** The address of a view; parts of the path and the query are encoded here. Undefined values of the query are left out. */
export function hrefOf(place: PlaceId, path: readonly string[] = [], query: Record<string, string | undefined> = {}): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const search = new URLSearchParams(given).toString();
  return `#/${[place, ...path.map(encodeURIComponent)].join('/')}${search === '' ? '' : `?${search}`}`;
}

export function runHref(run: string): string {
  return hrefOf('runs', [run]);
}

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

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
