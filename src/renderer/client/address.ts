// Addresses of views, the hash of the window's address: #/<place>/<path…>?<query>. An address restores exactly its view.

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

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part);
  } catch {
    return null;
  }
}
