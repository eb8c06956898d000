// Every relative link in the documentation leads to a file that is there and, after #, to a heading of that file.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** The links of these Markdown files (paths relative to `root`) that lead nowhere, one sentence each. */
export function brokenLinks(root: string, files: readonly string[]): string[] {
  return files.filter(path => path.endsWith('.md')).flatMap(path => brokenLinksIn(root, path));
}

function brokenLinksIn(root: string, path: string): string[] {
  return linksOf(withoutCode(readFileSync(join(root, path), 'utf8'))).flatMap(({ link, line }) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return [];
    const [target = '', anchor = ''] = link.split('#').map(decodeURIComponent);
    const file = target === '' ? path : normalize(join(dirname(path), target));
    if (file.startsWith('..') || !existsSync(join(root, file))) return [`${path}:${line} links to ${link}, but there is no ${file}.`];
    const hasHeading =
      anchor === '' || !statSync(join(root, file)).isFile() || anchorsOf(readFileSync(join(root, file), 'utf8')).has(anchor);
    return hasHeading ? [] : [`${path}:${line} links to ${link}, but ${file} has no heading #${anchor}.`];
  });
}

/** The text with code blanked out, line for line, so that examples are not taken for links or headings. */
function withoutCode(markdown: string): string {
  return markdown.replace(/^(```|~~~)[\s\S]*?^\1|`[^`\n]*`/gm, code => code.replace(/[^\n]/g, ' '));
}

/** Targets of inline links and images, of reference definitions, and of HTML's src and href. */
function linksOf(markdown: string): { link: string; line: number }[] {
  const patterns = [/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g, /^[ \t]*\[[^\]^]+\]:\s*<?([^\s>]+)/gm, /\b(?:src|href)="([^"]+)"/g];
  return patterns
    .flatMap(pattern => [...markdown.matchAll(pattern)])
    .sort((left, right) => left.index - right.index)
    .map(({ 1: link = '', index }) => ({ link, line: markdown.slice(0, index).split('\n').length }));
}

/** The anchors of a file's headings: lower case, spaces to hyphens, other signs left out, repeats numbered. */
function anchorsOf(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of markdown.replace(/^(```|~~~)[\s\S]*?^\1/gm, '').matchAll(/^#{1,6}\s+(.*?)\s*#*$/gm)) {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let unique = anchor;
    for (let repeat = 1; anchors.has(unique); repeat++) unique = `${anchor}-${repeat}`;
    anchors.add(unique);
  }
  return anchors;
}
