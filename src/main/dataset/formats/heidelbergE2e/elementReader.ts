// Reads the small elements that describe a series. A damaged one is left out and counted; what all of them may take is limited by the
// file's size, so that entries that point to the same place again and again come to an end.
import { toAppError } from '../../../../shared/errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { damaged, type E2eEntry, elementHeaderBytes, readElement } from './container.ts';

export interface ElementReader {
  readonly source: ByteSource;
  /** null where the element is damaged. */
  read(entry: E2eEntry, length?: number): Promise<Uint8Array | null>;
  /** Elements left out since the last call. */
  takeDamaged(): number;
}

export function elementReader(source: ByteSource): ElementReader {
  let budgetBytes = source.sizeBytes + elementHeaderBytes;
  let damagedCount = 0;
  return {
    source,
    read: async (entry, length = entry.sizeBytes) => {
      budgetBytes -= elementHeaderBytes + length;
      if (budgetBytes < 0) throw damaged(source, entry.offset, 'elements that overlap');
      try {
        return await readElement(source, entry, 0, length);
      } catch (error) {
        if (toAppError(error).code !== 'unreadableFile') throw error;
        damagedCount++;
        return null;
      }
    },
    takeDamaged: () => {
      const count = damagedCount;
      damagedCount = 0;
      return count;
    },
  };
}
