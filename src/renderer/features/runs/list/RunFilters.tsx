// What the list is narrowed by, each value with how many runs have it.
import { Button, Checkbox, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RunFilter } from '../../../../shared/domain/runList.ts';
import { formatNumber } from '../../../../shared/units.ts';
import type { api } from '../../../client/api.ts';
import { text } from '../../../text/index.ts';
import styles from './RunFilters.module.css';

type Facets = Awaited<ReturnType<typeof api.runs.facets.query>>;

interface Props {
  filter: RunFilter;
  facets: Facets | undefined;
  onFilter: (filter: RunFilter) => void;
}

export function RunFilters({ filter, facets, onFilter }: Props) {
  const { search: _, ...chosen } = filter;
  const toggled = <Value extends string>(list: readonly Value[] | undefined, value: Value): Value[] | undefined => {
    const next = list?.includes(value) === true ? list.filter(entry => entry !== value) : [...(list ?? []), value];
    return next.length === 0 ? undefined : next;
  };
  const one = (current: string | undefined, value: string): string | undefined => (current === value ? undefined : value);
  return (
    <div className={styles.filters}>
      <TextInput
        id="run-search"
        size="xs"
        aria-label={text.runList.search}
        placeholder={text.runList.search}
        leftSection={<IconSearch size={14} stroke={1.5} />}
        value={filter.search ?? ''}
        onChange={event => onFilter({ ...filter, search: event.currentTarget.value || undefined })}
      />
      <Group
        title={text.runList.state}
        values={facets?.states}
        label={value => text.states[value as keyof typeof text.states]}
        isOn={value => filter.states?.some(state => state === value) === true}
        onToggle={value => onFilter({ ...filter, states: toggled(filter.states, value as NonNullable<RunFilter['states']>[number]) })}
      />
      <Group
        title={text.runList.kind}
        values={facets?.kinds}
        label={value => text.kinds[value as keyof typeof text.kinds]}
        isOn={value => filter.kinds?.some(kind => kind === value) === true}
        onToggle={value => onFilter({ ...filter, kinds: toggled(filter.kinds, value as NonNullable<RunFilter['kinds']>[number]) })}
      />
      <Group
        title={text.runList.dataset}
        values={facets?.datasets}
        isOn={value => filter.dataset === value}
        onToggle={value => onFilter({ ...filter, dataset: one(filter.dataset, value) })}
      />
      <Group
        title={text.runList.tag}
        values={facets?.tags}
        isOn={value => filter.tag === value}
        onToggle={value => onFilter({ ...filter, tag: one(filter.tag, value) })}
      />
      {Object.values(chosen).some(value => value !== undefined) && (
        <Button variant="default" onClick={() => onFilter({})}>
          {text.runList.clear}
        </Button>
      )}
    </div>
  );
}

interface GroupProps {
  title: string;
  values: Facets['states'] | undefined;
  label?: (value: string) => string;
  isOn: (value: string) => boolean;
  onToggle: (value: string) => void;
}

const mostShown = 30;

function Group({ title, values = [], label = value => value, isOn, onToggle }: GroupProps) {
  if (values.length === 0) return null;
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      {values.slice(0, mostShown).map(({ value, count }) => (
        <div key={value} className={styles.value}>
          <Checkbox
            size="xs"
            label={label(value)}
            checked={isOn(value)}
            onChange={() => onToggle(value)}
            classNames={{ label: styles.label ?? '' }}
          />
          <span className={styles.count}>{formatNumber(count)}</span>
        </div>
      ))}
    </fieldset>
  );
}
