// Addresses of the pictures of items; the same in a browser and in the desktop window.
export function thumbnailUrl(item: string, px: 64 | 128 | 256 | 512 = 256): string {
  return `/items/${encodeURIComponent(item)}/thumbnail?px=${px}`;
}

export function displayUrl(item: string): string {
  return `/items/${encodeURIComponent(item)}/display`;
}
