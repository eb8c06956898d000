// The program's API as other programs use it: by the address and token of owner.json.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTRPCClient, httpBatchStreamLink } from '@trpc/client';
import type { AppRouter } from '../../../src/main/api/router.ts';

export function apiOf(workspace: string) {
  const { api } = JSON.parse(readFileSync(join(workspace, 'owner.json'), 'utf8')) as { api: { address: string; token: string } };
  const headers = { authorization: `Bearer ${api.token}` };
  return createTRPCClient<AppRouter>({ links: [httpBatchStreamLink({ url: `${api.address}/trpc`, headers })] });
}

export async function outcomeOf<Outcome>(stream: AsyncIterable<{ progress: unknown } | { outcome: Outcome }>): Promise<Outcome> {
  for await (const entry of stream) if ('outcome' in entry) return entry.outcome;
  throw new Error('The stream ended without an outcome.');
}
