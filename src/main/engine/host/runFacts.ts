// facts.jsonl of a run folder (optional): what import measured of each item, for the shortcut baseline.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type ImageFacts, imageFactsSchema } from '../../../shared/domain/dataset.ts';
import { parseJson } from './runFolder.ts';

const lineSchema = z.strictObject({ item: z.string(), facts: imageFactsSchema });
export const factsName = 'facts.jsonl';

export function factsText(facts: ReadonlyMap<string, ImageFacts>): string {
  return [...facts].map(([item, value]) => `${JSON.stringify({ item, facts: value })}\n`).join('');
}

/** null when the run has none. Errors: `damaged`. */
export function readFacts(folder: string): Map<string, ImageFacts> | null {
  const path = join(folder, factsName);
  if (!existsSync(path)) return null;
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter(line => line !== '');
  return new Map(
    lines.map((line, i) => {
      const { item, facts } = parseJson(line, lineSchema, `${path}, line ${i + 1}`);
      return [item, facts];
    }),
  );
}
