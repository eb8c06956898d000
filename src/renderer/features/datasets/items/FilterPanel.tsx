// The left panel of the grid: search, and each field with its values and how many scans each would show (UX §1.2).
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type ItemFilter, itemOrders } from '../../../../shared/domain/itemFilter.ts';
import type { DatasetDetails, ItemFacets } from '../../../client/api.ts';
import { itemQueries } from '../../../client/queries/items.ts';
import { useCommands } from '../../../keyboard/useCommands.ts';
import { text } from '../../../text/index.ts';
import { FacetFrame, FacetGroup, FacetRow } from '../../../ui/FacetGroup.tsx';
import { CommandKeys } from '../../../ui/Kbd.tsx';
import { Panel, PanelSection } from '../../../ui/Panel.tsx';
import { ClassSwatch } from '../../labeling/index.ts';
import { facetFilter } from './filterWords.ts';
import { SavedFilters } from './SavedFilters.tsx';

interface Props {
  details: DatasetDetails;
  filter: ItemFilter;
  onFilter: (filter: ItemFilter) => void;
}

export function FilterPanel({ details, filter, onFilter }: Props) {
  const counted = facetFilter(filter, details.splits);
  const { split } = counted;
  const { data: facets } = useQuery(itemQueries.facets(counted));
  const set = (change: Partial<ItemFilter>): void => {
    const next = Object.entries({ ...filter, ...change }).filter(
      ([, value]) => value !== undefined && (!Array.isArray(value) || value.length > 0),
    );
    onFilter(Object.fromEntries(next) as ItemFilter);
  };
  const isNarrowed = Object.keys(filter).some(field => !['dataset', 'order'].includes(field));
  return (
    <Panel>
      <PanelSection
        title={text.data.filters}
        aside={
          <Button
            variant="subtle"
            size="compact-xs"
            disabled={!isNarrowed}
            onClick={() =>
              onFilter({
                dataset: filter.dataset,
                ...(filter.order === undefined || filter.run !== undefined ? {} : { order: filter.order }),
              })
            }
          >
            {text.data.clearFilters}
          </Button>
        }
      >
        <Search value={filter.search ?? ''} onSearch={search => set({ search: search === '' ? undefined : search })} />
        <NativeSelect
          size="xs"
          aria-label={text.data.order}
          value={filter.order ?? 'path'}
          data={itemOrders
            .filter(order => filter.run !== undefined || order === 'path' || order === 'patient')
            .map(order => ({ value: order, label: text.data.orders[order] }))}
          onChange={({ currentTarget: { value } }) => set({ order: value === 'path' ? undefined : (value as ItemFilter['order']) })}
        />
      </PanelSection>
      {facets !== undefined && <Facets facets={facets} details={details} filter={filter} split={split} set={set} />}
      <SavedFilters filter={filter} onFilter={onFilter} />
    </Panel>
  );
}

interface FacetsProps {
  facets: ItemFacets;
  details: DatasetDetails;
  filter: ItemFilter;
  split: string | undefined;
  set: (change: Partial<ItemFilter>) => void;
}

function Facets({ facets, details, filter, split, set }: FacetsProps) {
  const names = facets.classes.map(({ name }) => name);
  return (
    <>
      <FacetGroup
        title={text.data.class}
        values={facets.classes}
        chosen={filter.classes ?? []}
        signOf={name => <ClassSwatch name={name} classes={names} />}
        onChange={classes => set({ classes })}
      />
      <FacetGroup
        title={text.data.label}
        values={facets.states}
        chosen={filter.states ?? []}
        wordsOf={name => text.data.states[name] ?? name}
        onChange={states => set({ states: states as ItemFilter['states'] })}
      />
      {details.splits.length > 0 && (
        <FacetGroup
          title={text.data.part}
          values={facets.parts}
          chosen={filter.parts ?? []}
          wordsOf={name => text.data.parts[name] ?? name}
          onChange={parts => set({ parts: parts as ItemFilter['parts'], split: parts.length > 0 ? split : undefined })}
        >
          {details.splits.length > 1 && (
            <NativeSelect
              size="xs"
              aria-label={text.data.split}
              value={split ?? ''}
              data={details.splits.map(({ id, name }) => ({ value: id, label: name }))}
              onChange={({ currentTarget: { value } }) => set({ split: value })}
            />
          )}
        </FacetGroup>
      )}
      <FacetGroup
        title={text.data.eye}
        values={facets.eyes}
        chosen={filter.eyes ?? []}
        wordsOf={name => text.data.eyes[name] ?? name}
        onChange={eyes => set({ eyes: eyes as ItemFilter['eyes'] })}
      />
      <VolumeFacets facets={facets} filter={filter} set={set} />
      <FacetFrame title={text.data.marks}>
        <FacetRow
          label={text.data.flagged}
          count={facets.flagged}
          isOn={filter.flagged === true}
          isDisabled={facets.flagged === 0 && filter.flagged !== true}
          onChange={on => set({ flagged: on || undefined })}
        />
        <FacetRow
          label={text.data.excludedOnly}
          count={facets.excluded}
          isOn={filter.excluded === true}
          isDisabled={facets.excluded === 0 && filter.excluded !== true}
          onChange={on => set({ excluded: on || undefined })}
        />
      </FacetFrame>
    </>
  );
}

/** Where there are volumes: image or volume, device, how it was scanned. */
function VolumeFacets({ facets, filter, set }: Pick<FacetsProps, 'facets' | 'filter' | 'set'>) {
  const { kinds, devices, patterns } = facets;
  return (
    <>
      {kinds.filter(({ count }) => count > 0).length > 1 || filter.kinds !== undefined ? (
        <FacetGroup
          title={text.data.kind}
          values={kinds}
          chosen={filter.kinds ?? []}
          wordsOf={name => text.data.kinds[name] ?? name}
          onChange={chosen => set({ kinds: chosen as ItemFilter['kinds'] })}
        />
      ) : null}
      {devices.length > 0 && (
        <FacetGroup title={text.data.device} values={devices} chosen={filter.devices ?? []} onChange={chosen => set({ devices: chosen })} />
      )}
      {patterns.length > 0 && (
        <FacetGroup
          title={text.data.pattern}
          values={patterns}
          chosen={filter.patterns ?? []}
          onChange={chosen => set({ patterns: chosen as ItemFilter['patterns'] })}
        />
      )}
    </>
  );
}

const typingMs = 150;

function Search({ value, onSearch }: { value: string; onSearch: (search: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const newest = useRef(onSearch);
  newest.current = onSearch;
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => newest.current(typed), typingMs);
    return () => clearTimeout(timer);
  }, [typed, value]);
  useCommands('global', { find: () => field.current?.select() });
  return (
    <TextInput
      ref={field}
      size="xs"
      aria-label={text.data.search}
      placeholder={text.data.search}
      title={text.data.searchHint}
      value={typed}
      maxLength={300}
      leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
      rightSection={<CommandKeys command="find" />}
      rightSectionWidth={52}
      onChange={event => setTyped(event.currentTarget.value)}
      onKeyDown={event => {
        if (event.key === 'Escape') setTyped('');
      }}
    />
  );
}
