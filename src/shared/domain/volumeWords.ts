// What everyone says of volumes where something is trained: the report of an import, the command line, the check before a training.
import { formatCount } from '../units.ts';

/** "12 volumes are for looking and labelling; training reads images." */
export function volumeWords(count: number): string {
  return `${formatCount(count, 'volume')} ${count === 1 ? 'is' : 'are'} for looking and labelling; training reads images.`;
}
