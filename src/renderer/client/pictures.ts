// Addresses of the pictures of items; the same in a browser and in the desktop window.
/** `of`: the predict run that the item is a file of. */
export function thumbnailUrl(item: string, px: 64 | 128 | 256 | 512 = 256, of?: string): string {
  return `/items/${encodeURIComponent(item)}/thumbnail?px=${px}${of === undefined ? '' : `&of=${encodeURIComponent(of)}`}`;
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

export function displayUrl(item: string): string {
  return `/items/${encodeURIComponent(item)}/display`;
}
