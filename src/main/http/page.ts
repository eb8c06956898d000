// The built window: index.html with a nonce of its own for each answer, and its assets, whose names change with their content.
import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { pagePolicy } from './securityHeaders.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** Stands in the built index.html where the nonce belongs. */
export const noncePlaceholder = '__FOVEA_NONCE__';

export interface Page {
  index(): Promise<Response>;
  /** null when the page has no such asset. */
  asset(name: string): Promise<Response | null>;
}

/** Errors: `environment` when the folder holds no built window. */
export function openPage(folder: string): Page {
  const index = join(folder, 'index.html');
  if (!existsSync(index)) {
    throw new AppError(
      'environment',
      `Expected the built window in ${folder}, but it is not there. Start Fovea by \`npm start\`, which builds it.`,
    );
  }
  // Only what was there at the start is served, by name: a request never becomes a path.
  const assets = new Map(readdirSync(join(folder, 'assets')).map(name => [name, join(folder, 'assets', name)]));
  return {
    index: async () => {
      const nonce = randomBytes(16).toString('base64url');
      const html = (await readFile(index, 'utf8')).replaceAll(noncePlaceholder, nonce);
      return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': pagePolicy(nonce) } });
    },
    asset: async name => {
      const path = assets.get(name);
      if (path === undefined) return null;
      const headers = {
        'content-type': types[extname(name)] ?? 'application/octet-stream',
        'cache-control': 'private, max-age=31536000, immutable',
      };
      return new Response(await readFile(path), { headers });
    },
  };
}
