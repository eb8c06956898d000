// Addresses of the pictures of items; the same in a browser and in the desktop window.
/** `of`: the predict run that the item is a file of. */
export function thumbnailUrl(item: string, px: 64 | 128 | 256 | 512 = 256, of?: string): string {
  return `/items/${encodeURIComponent(item)}/thumbnail?px=${px}${of === undefined ? '' : `&of=${encodeURIComponent(of)}`}`;
}

export function displayUrl(item: string): string {
  return `/items/${encodeURIComponent(item)}/display`;
}
