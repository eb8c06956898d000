// What the viewer asks: the numbers of a scan, a run's answer for it with the map of its evidence, and whether the run knows such scans.
import { queryOptions } from '@tanstack/react-query';
import { decodePixels } from '../../../shared/domain/pixels.ts';
import { AppError } from '../../../shared/errors.ts';
import { api } from '../api.ts';

/** `of`: the predict run that the item is a file of; without it the item is one of a data set. */
export interface ScanAddress {
  item: string;
  of?: string | undefined;
}

/** `bscan`: of an item that is a volume, from 0. */
export interface AskedAddress extends ScanAddress {
  bscan?: number | undefined;
}

export interface MapChoice {
  run: string;
  method: string;
  layer?: string | undefined;
  class?: string | undefined;
}

/** This window, as one that asks: what it asks next ends what it asked before. Scans fetched ahead ask under another name. */
const asker = crypto.randomUUID();
/** Numbers of scans that were looked at: some 10 MB each at most. */
const pixelsKeptMs = 60_000;

export const scanQueries = {
  pixels: (address: ScanAddress) =>
    queryOptions({
      queryKey: ['pixels', address.item, address.of ?? null],
      queryFn: ({ signal }) => readPixels(pixelsUrl(address), signal),
      gcTime: pixelsKeptMs,
    }),
  part: (address: ScanAddress, part: { row: number; column: number }) =>
    queryOptions({
      queryKey: ['pixels', address.item, address.of ?? null, part.row, part.column],
      queryFn: ({ signal }) => readPixels(pixelsUrl(address, part), signal),
      gcTime: pixelsKeptMs,
    }),
  heatMap: (address: AskedAddress, choice: MapChoice, isAhead = false) =>
    queryOptions({
      queryKey: ['answer', 'map', address, choice],
      queryFn: ({ signal }) =>
        api.explain.item.query({ ...address, ...choice, asker: `${asker} map${isAhead ? ' ahead' : ''}` }, { signal }),
    }),
  answer: (address: AskedAddress, run: string) =>
    queryOptions({
      queryKey: ['answer', 'probabilities', address, run],
      queryFn: ({ signal }) => api.explain.predict.query({ ...address, run, asker: `${asker} answer` }, { signal }),
    }),
  unlike: (address: AskedAddress, run: string) =>
    queryOptions({
      queryKey: ['answer', 'unlike', address, run],
      queryFn: ({ signal }) => api.explain.unlike.query({ ...address, run, asker: `${asker} unlike` }, { signal }),
    }),
  choices: (run: string) => queryOptions({ queryKey: ['run', run, 'explainChoices'], queryFn: () => api.explain.choices.query({ run }) }),
};

function pixelsUrl({ item, of }: ScanAddress, part?: { row: number; column: number }): string {
  const query = new URLSearchParams();
  if (of !== undefined) query.set('of', of);
  if (part !== undefined) for (const [name, value] of Object.entries(part)) query.set(name, String(value));
  return `/items/${encodeURIComponent(item)}/pixels?${query}`;
}

async function readPixels(url: string, signal: AbortSignal) {
  const answer = await fetch(url, { signal });
  if (answer.ok) return decodePixels(await answer.arrayBuffer());
  const refused: unknown = await answer.json().catch(() => null);
  throw AppError.fromJSON((refused as { error?: unknown } | null)?.error ?? refused);
}
