// What the list is narrowed by, each value with how many runs have it.
import { Button, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RunFilter } from '../../../../shared/domain/runList.ts';
import type { api } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import { FacetGroup } from '../../../ui/FacetGroup.tsx';
import { CommandKeys } from '../../../ui/Kbd.tsx';
import { Panel, PanelSection } from '../../../ui/Panel.tsx';

type Facets = Awaited<ReturnType<typeof api.runs.facets.query>>;

interface Props {
  filter: RunFilter;
  facets: Facets | undefined;
  onFilter: (filter: RunFilter) => void;
}

export function RunFilters({ filter, facets, onFilter }: Props) {
  const words = text.runList;
  const set = (change: Partial<RunFilter>): void => onFilter({ ...filter, ...change });
  const isNarrowed = Object.values(filter).some(value => value !== undefined);
  return (
    <Panel>
      <PanelSection
        title={words.filters}
        aside={
          <Button variant="subtle" size="compact-xs" disabled={!isNarrowed} onClick={() => onFilter({})}>
            {words.clearShort}
          </Button>
        }
      >
        <TextInput
          id="run-search"
          size="xs"
          aria-label={words.search}
          placeholder={words.search}
          leftSection={<IconSearch size={14} stroke={1.5} aria-hidden />}
          rightSection={<CommandKeys command="find" />}
          rightSectionWidth={52}
          value={filter.search ?? ''}
          onChange={event => set({ search: event.currentTarget.value || undefined })}
        />
      </PanelSection>
      <Facet
        title={words.state}
        values={facets?.states}
        chosen={filter.states ?? []}
        wordsOf={state => text.states[state as keyof typeof text.states]}
        onChange={states => set({ states: listOf<RunFilter['states']>(states) })}
      />
      <Facet
        title={words.kind}
        values={facets?.kinds}
        chosen={filter.kinds ?? []}
        wordsOf={kind => text.kinds[kind as keyof typeof text.kinds]}
        onChange={kinds => set({ kinds: listOf<RunFilter['kinds']>(kinds) })}
      />
      <Facet
        title={words.dataset}
        values={facets?.datasets}
        chosen={filter.dataset === undefined ? [] : [filter.dataset]}
        onChange={names => set({ dataset: names.at(-1) })}
      />
      <Facet
        title={words.tag}
        values={facets?.tags}
        chosen={filter.tag === undefined ? [] : [filter.tag]}
        onChange={tags => set({ tag: tags.at(-1) })}
      />
    </Panel>
  );
}

function listOf<List extends string[] | undefined>(values: string[]): List | undefined {
  return values.length === 0 ? undefined : (values as List);
}

interface FacetProps {
  title: string;
  values: Facets['states'] | undefined;
  chosen: readonly string[];
  wordsOf?: (name: string) => string;
  onChange: (chosen: string[]) => void;
}

/** A field that no run has, such as tags before the first one, is not shown. */
function Facet({ values = [], ...facet }: FacetProps) {
  if (values.length === 0) return null;
  return <FacetGroup values={values.map(({ value, count }) => ({ name: value, count }))} {...facet} />;
}
