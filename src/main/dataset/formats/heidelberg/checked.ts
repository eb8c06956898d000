// One of a counted list, or an error that says what there is.
import { AppError } from '../../../../shared/errors.ts';

/** Errors: `badInput`. */
export function checked<Item>(item: Item | undefined, index: number, what: string, count: number): Item {
  if (item !== undefined) return item;
  throw new AppError('badInput', `Expected a ${what} from 0 to ${count - 1}, received ${index}.`, { details: { index, count } });
}
