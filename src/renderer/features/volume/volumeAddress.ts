// The addresses that bulk bytes of a volume come from, and what they answer.
import { AppError } from '../../../shared/errors.ts';

export function address(item: string, what: string, version: string, query: Record<string, string | number> = {}): string {
  const parts = new URLSearchParams({
    ...Object.fromEntries(Object.entries(query).map(([name, value]) => [name, String(value)])),
    v: version,
  });
  return `/items/${encodeURIComponent(item)}/${what}?${parts}`;
}

export async function answerOf(url: string, signal: AbortSignal): Promise<Response> {
  const answer = await fetch(url, { signal });
  if (answer.ok) return answer;
  const refused: unknown = await answer.json().catch(() => null);
  throw AppError.fromJSON((refused as { error?: unknown } | null)?.error ?? refused);
}

export async function bytesOf(url: string, signal: AbortSignal): Promise<ArrayBuffer> {
  return (await answerOf(url, signal)).arrayBuffer();
}
