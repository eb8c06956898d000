// manifest.jsonl of a run folder: which files a run sees, in which part, under which label; patients only as keyed hashes.
import { createHash, createHmac } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type ManifestItem, manifestItemSchema } from '../../shared/domain/manifest.ts';
import { AppError } from '../../shared/errors.ts';
import { writeFileAtomic } from '../atomicFile.ts';
import { compareText } from './compareText.ts';
import { fileError } from './formats/readRaster.ts';

/**
 * What stands for a patient outside the store: HMAC-SHA256 (RFC 2104) of the identifier in UTF-8 with the workspace's
 * secret, its first 16 bytes in hexadecimal. The same patient has another key in every workspace.
 */
export function subjectKey(patient: string, secret: Uint8Array): string {
  return createHmac('sha256', secret).update(patient, 'utf8').digest('hex').slice(0, 32);
}

/** Where a manifest's file lies. Errors: `badInput` for a path that is absolute or leads out of its root. */
export function manifestFile({ root, path }: Pick<ManifestItem, 'root' | 'path'>): string {
  if (path === '' || isAbsolute(path) || path.split('/').includes('..') || path.includes('\0')) {
    throw new AppError('badInput', `Expected a path below the import folder, received '${path}'. The manifest is wrong: make it again.`);
  }
  return join(root, path);
}

/** Writes a manifest in one step, in the order given. Errors: `badInput` for an item that is not one; `diskFull`, `permissionDenied`. */
export function writeManifest(manifestPath: string, items: readonly ManifestItem[]): void {
  const lines = items.map((item, at) => `${JSON.stringify(parseItem(item, `item ${at + 1}`, 'badInput'))}\n`);
  requireOnce(items, manifestPath, 'badInput');
  writeFileAtomic(manifestPath, lines.join(''));
}

/** Reads a manifest. Errors: `notFound`; `damaged` with the line that is no item or names one twice. */
export async function readManifest(manifestPath: string): Promise<ManifestItem[]> {
  const items: ManifestItem[] = [];
  try {
    const lines = createInterface({ input: createReadStream(manifestPath), crlfDelay: Number.POSITIVE_INFINITY });
    for await (const line of lines) {
      items.push(parseItem(parseJson(line), `${manifestPath}, line ${items.length + 1}`, 'damaged'));
    }
  } catch (error) {
    throw fileError(manifestPath, error);
  }
  requireOnce(items, manifestPath, 'damaged');
  return items;
}

/**
 * SHA-256 of what a manifest says about the data: content, frame, label, mask, eye and part of each item, in whatever
 * order. Where the files lie, what they are called and which workspace keyed the patients does not matter.
 */
export function manifestHash(items: readonly ManifestItem[]): string {
  const lines = items.map(({ sha256, frame, label, mask, eye, split }) =>
    JSON.stringify([sha256, frame ?? null, label ?? null, mask ?? null, eye, split]),
  );
  return createHash('sha256').update(lines.sort(compareText).join('\n')).digest('hex');
}

function parseItem(value: unknown, where: string, code: 'badInput' | 'damaged'): ManifestItem {
  const parsed = manifestItemSchema.safeParse(value);
  if (!parsed.success) {
    throw new AppError(code, `${where}: expected an item of a manifest. ${z.prettifyError(parsed.error)}`, { cause: parsed.error });
  }
  manifestFile(parsed.data);
  return parsed.data;
}

function requireOnce(items: readonly ManifestItem[], where: string, code: 'badInput' | 'damaged'): void {
  const seen = new Set<string>();
  for (const { item } of items) {
    if (seen.has(item)) throw new AppError(code, `${where}: expected each item once, received '${item}' at least twice.`);
    seen.add(item);
  }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
