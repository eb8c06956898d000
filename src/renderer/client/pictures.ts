// Addresses of the pictures of items; the same in a browser and in the desktop window.
interface ThumbnailOf {
  /** The predict run that the item is a file of. */
  of?: string;
  /** Of `usePictureVersion`, where the picture may change while it is on screen. */
  version?: number;
}

export function thumbnailUrl(item: string, px: 64 | 128 | 256 | 512 = 256, { of, version = 0 }: ThumbnailOf = {}): string {
  const query = [`px=${px}`, ...(of === undefined ? [] : [`of=${encodeURIComponent(of)}`]), ...(version === 0 ? [] : [`v=${version}`])];
  return `/items/${encodeURIComponent(item)}/thumbnail?${query.join('&')}`;
}

/** What the pictures of a volume are asked for by: another version is another picture. */
export interface VolumeOf {
  item: string;
  version: string;
}

/** One B-scan as its format shows it. */
export function bscanUrl({ item, version }: VolumeOf, bscan: number): string {
  return `/items/${encodeURIComponent(item)}/display?frame=${bscan}&v=${version}`;
}

/** The fundus picture that a volume lies on. */
export function localizerUrl({ item, version }: VolumeOf): string {
  return `/items/${encodeURIComponent(item)}/localizer?v=${version}`;
}

/** The whole picture; of a volume its middle B-scan. `version`: of `usePictureVersion`. */
export function displayUrl(item: string, version = 0): string {
  return `/items/${encodeURIComponent(item)}/display${version === 0 ? '' : `?v=${version}`}`;
}
