// XML files of other programs as plain nodes. Entities beyond the five standard ones are not expanded, and nothing is fetched.
import { XMLParser } from 'fast-xml-parser';
import { AppError, toAppError } from '../../../shared/errors.ts';
import type { ByteSource } from './byteSource.ts';

const maxXmlBytes = 2 ** 28;

export interface XmlNode {
  /** Text of the first element at the path, such as 'Start/Coord/X'; null where there is none or it is empty. */
  text(path: string): string | null;
  /** As a finite number. */
  number(path: string): number | null;
  /** All elements at the path. */
  all(path: string): XmlNode[];
}

/**
 * `rawNodes`: elements whose inside is given as text, such as the thousands of values of a line.
 * Errors: `unreadableFile` where it is no XML, `unsupportedFormat` where it is too large.
 */
export async function readXml(source: ByteSource, { rawNodes = [] }: { rawNodes?: readonly string[] } = {}): Promise<XmlNode> {
  const { name, sizeBytes } = source;
  if (sizeBytes > maxXmlBytes) {
    throw new AppError('unsupportedFormat', `${name}: expected an XML file of at most ${maxXmlBytes} bytes, received ${sizeBytes}.`, {
      details: { sizeBytes, maxXmlBytes },
    });
  }
  const text = decode(await source.read(0, sizeBytes));
  const parser = new XMLParser({
    parseTagValue: false,
    removeNSPrefix: true,
    processEntities: false,
    stopNodes: rawNodes.map(node => `*.${node}`),
  });
  try {
    return nodeOf(parser.parse(text, true));
  } catch (error) {
    const reason = toAppError(error).message;
    throw new AppError('unreadableFile', `${name}: expected whole XML, received ${reason} Get an undamaged copy of the file.`, {
      details: { offset: 0, sizeBytes },
      cause: error,
    });
  }
}

/** UTF-8, or Windows' western encoding, which some programs write without saying so. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function nodeOf(value: unknown): XmlNode {
  const text = (path: string): string | null => {
    const found = valuesAt(value, path)[0];
    const inside = typeof found === 'object' && found !== null ? (found as Record<string, unknown>)['#text'] : found;
    return typeof inside === 'string' && inside.trim() !== '' ? unescaped(inside.trim()) : null;
  };
  return {
    text,
    number: path => {
      const number = Number(text(path) ?? Number.NaN);
      return Number.isFinite(number) ? number : null;
    },
    all: path => valuesAt(value, path).map(nodeOf),
  };
}

function valuesAt(value: unknown, path: string): unknown[] {
  let found = [value];
  for (const part of path === '' ? [] : path.split('/')) {
    found = found.flatMap(one => {
      const inside =
        typeof one === 'object' && one !== null && Object.hasOwn(one, part) ? (one as Record<string, unknown>)[part] : undefined;
      return inside === undefined ? [] : inside;
    });
  }
  return found;
}

const standardEntities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos);/g, (whole, name: string) => standardEntities[name] ?? whole);
}

/** For writing. */
export function escapedXml(text: string): string {
  return text.replace(/[&<>]/g, sign => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[sign] ?? sign);
}
