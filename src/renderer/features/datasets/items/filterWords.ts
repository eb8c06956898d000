// A filter in words, field by field, each with what it is without that field.
import type { ItemFilter } from '../../../../shared/domain/itemFilter.ts';
import { text } from '../../../text/index.ts';

export interface FilterPart {
  words: string;
  without: ItemFilter;
}

/** What narrows the list now. The order and a split without parts narrow nothing. */
export function filterParts(filter: ItemFilter, names: { runs: ReadonlyMap<string, string> }): FilterPart[] {
  const { data } = text;
  const without = (...fields: (keyof ItemFilter)[]): ItemFilter =>
    Object.fromEntries(Object.entries(filter).filter(([field]) => !fields.includes(field as keyof ItemFilter))) as ItemFilter;
  const each = <T extends string>(
    field: 'classes' | 'states' | 'parts' | 'eyes' | 'kinds' | 'devices' | 'patterns',
    wordsOf: (value: T) => string,
  ): FilterPart[] =>
    ((filter[field] ?? []) as T[]).map(value => {
      const rest = (filter[field] as T[]).filter(other => other !== value);
      return { words: wordsOf(value), without: rest.length === 0 ? without(field) : ({ ...filter, [field]: rest } as ItemFilter) };
    });
  const parts: FilterPart[] = [
    ...each('classes', name => name),
    ...each('states', name => data.states[name] ?? name),
    ...each('parts', name => data.parts[name] ?? name),
    ...each('eyes', name => `${data.eye} ${data.eyes[name] ?? name}`),
    ...each('kinds', name => data.kinds[name] ?? name),
    ...each('devices', name => name),
    ...each('patterns', name => `${data.pattern.toLowerCase()} ${name}`),
  ];
  const add = (isSet: boolean, words: string, ...fields: (keyof ItemFilter)[]): void => {
    if (isSet) parts.push({ words, without: without(...fields) });
  };
  add(filter.flagged === true, data.flagged, 'flagged');
  add(filter.excluded === true, data.excludedOnly, 'excluded');
  add(filter.subject !== undefined, data.card.patient, 'subject');
  add(filter.finding !== undefined, `${data.finding} ${filter.finding}`, 'finding');
  add(
    filter.run !== undefined,
    `${data.run} ${names.runs.get(filter.run ?? '') ?? filter.run}`,
    'run',
    'truth',
    'predicted',
    'wrong',
    'order',
  );
  add(filter.truth !== undefined, data.truth(filter.truth ?? ''), 'truth');
  add(filter.predicted !== undefined, data.predicted(filter.predicted ?? ''), 'predicted');
  add(filter.wrong !== undefined, filter.wrong === true ? data.wrong : data.right, 'wrong');
  add(filter.search !== undefined && filter.search !== '', `“${filter.search}”`, 'search');
  return parts;
}

/** What the counts are asked for: the filter without its order, with a split to count the parts of. The same in panel and footer. */
export function facetFilter({ order: _, ...narrowing }: ItemFilter, splits: readonly { id: string }[]): ItemFilter {
  const split = narrowing.split ?? splits.at(-1)?.id;
  return { ...narrowing, ...(split === undefined ? {} : { split }) };
}
