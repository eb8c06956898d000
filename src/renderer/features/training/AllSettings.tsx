// Every setting of a training, folded away: groups of rows from the specs, with what was changed marked.
import { Button, NativeSelect, UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { type Json, valueAt } from '../../../shared/domain/configSettings.ts';
import type { TrainingForm } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import type { ControlIds } from '../../ui/form/FormRow.tsx';
import { SchemaControl } from '../../ui/form/SchemaControl.tsx';
import { type Field, fieldsOf, schemaAt } from '../../ui/form/schema.ts';
import { notify } from '../../ui/notify.tsx';
import styles from './AllSettings.module.css';
import { ChoiceRows } from './ChoiceRows.tsx';
import { ListRows } from './ListRows.tsx';
import { FieldRows, type FormState, SettingRow } from './SettingRow.tsx';

const words = text.training;
const choiceFamilies = ['loss', 'optimizer', 'schedule', 'sampler'] as const;

interface Props extends FormState {
  form: TrainingForm;
  isOpen: boolean;
  onToggle: () => void;
}

export function AllSettings({ form, isOpen, onToggle, ...state }: Props) {
  const id = useId();
  const { draft } = state;
  const changed = draft.set.length;
  const resetAll = (): void => {
    draft.resetAll();
    notify.done(words.putAside(changed), { undo: draft.restore, slot: 'recipe' });
  };
  return (
    <section className={styles.all}>
      <div className={styles.bar}>
        <UnstyledButton className={styles.toggle} aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
          {isOpen ? <IconChevronDown size={16} stroke={1.5} aria-hidden /> : <IconChevronRight size={16} stroke={1.5} aria-hidden />}
          {words.allSettings(countSettings(form, draft.config))}
          {changed > 0 && <span className={styles.changed}>{words.changedCount(changed)}</span>}
        </UnstyledButton>
        {changed > 0 && (
          <Button variant="subtle" color="gray" size="compact-xs" onClick={resetAll}>
            {words.resetAll}
          </Button>
        )}
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Groups form={form} {...state} />}
      </div>
    </section>
  );
}

function Groups({ form, ...state }: FormState & { form: TrainingForm }) {
  const { families, fields } = form;
  const model = families.architecture.find(({ name }) => name === valueAt(state.draft.config, 'architecture.name'));
  const modelFields = fieldsOf(model?.params ?? {});
  return (
    <>
      {modelFields.length > 0 && (
        <Group title={words.groups.architecture}>
          <FieldRows {...state} fields={modelFields} path="architecture.params" />
        </Group>
      )}
      <Group title={words.groups.images}>
        <SideRow {...state} side={0} label={words.height} />
        <SideRow {...state} side={1} label={words.width} />
        <SettingRow {...state} path="input.channels" label={words.channels}>
          {(value, set, ids, isWrong) => (
            <SchemaControl
              {...{ ids, isWrong }}
              field={channelField}
              value={value === 3 ? words.channelNames[3] : words.channelNames[1]}
              onChange={next => set(next === words.channelNames[3] ? 3 : 1)}
            />
          )}
        </SettingRow>
        <ListRows {...state} path="steps" title={words.groups.images} choices={families.steps} />
      </Group>
      <Group title={words.groups.augment}>
        <ListRows {...state} path="augment" title={words.groups.augment} choices={families.augment} />
      </Group>
      <Group title={words.groups.training}>
        <FieldRows {...state} fields={stepFields(fields)} path="training" />
        <SettingRow {...state} path="seed" label={words.seed} help={words.seedHelp}>
          {(value, set, ids, isWrong) => <SchemaControl {...{ ids, isWrong, value }} field={seedField(fields)} onChange={set} />}
        </SettingRow>
      </Group>
      {choiceFamilies.map(family => (
        <Group key={family} title={words.groups[family]}>
          <ChoiceRows {...state} path={family} choices={families[family]} />
        </Group>
      ))}
      <Group title={words.groups.metric}>
        <SettingRow
          {...state}
          path="selection.metric"
          label={words.bestBy}
          help={helpOf(form, valueAt(state.draft.config, 'selection.metric'))}
        >
          {(value, set, ids, isWrong) => <MetricSelect form={form} value={String(value)} isWrong={isWrong} ids={ids} onChange={set} />}
        </SettingRow>
      </Group>
    </>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className={styles.group} aria-labelledby={id}>
      <h3 id={id} className={styles.groupTitle}>
        {title}
      </h3>
      {children}
    </section>
  );
}

/** Rows and columns are one pair in the configuration. */
function SideRow({ side, label, ...state }: FormState & { side: 0 | 1; label: string }) {
  const { draft } = state;
  const size = (valueAt(draft.config, 'input.size') ?? []) as number[];
  return (
    <SettingRow {...state} path={`input.size.${side}`} label={label}>
      {(value, _set, ids, isWrong) => (
        <SchemaControl
          {...{ ids, isWrong, value }}
          field={sideField(label)}
          onChange={next => draft.change([{ path: 'input.size', value: size.map((px, i) => (i === side ? next : px)) as Json }])}
        />
      )}
    </SettingRow>
  );
}

const plain = { description: '', unit: null, isWhole: true, minimum: null, maximum: null, options: [] };
const channelField: Field = {
  ...plain,
  key: 'channels',
  title: words.channels,
  control: 'options',
  options: Object.values(words.channelNames),
};

function sideField(title: string): Field {
  return { ...plain, key: title, title, unit: 'px', control: 'number' };
}

/** The epochs stand among the main fields. */
function stepFields(fields: unknown): Field[] {
  return fieldsOf(schemaAt(fields, 'training')).filter(({ key }) => key !== 'epochs');
}

function seedField(fields: unknown): Field {
  const found = fieldsOf(fields).find(({ key }) => key === 'seed');
  return { ...plain, key: 'seed', control: 'number', ...found, title: words.seed, minimum: null, maximum: null };
}

/** How many single values there are to set. */
function countSettings(form: TrainingForm, config: Json): number {
  const params = (path: string): number => Object.keys((valueAt(config, `${path}.params`) as object | undefined) ?? {}).length;
  const entries = (path: string): number => (valueAt(config, path) as Json[] | undefined)?.length ?? 0;
  const listed = (path: string): number =>
    Array.from({ length: entries(path) }, (_, i) => 1 + params(`${path}.${i}`)).reduce((a, b) => a + b, 0);
  const chosen = choiceFamilies.reduce((sum, family) => sum + 1 + params(family), 0);
  return 3 + listed('steps') + listed('augment') + stepFields(form.fields).length + 1 + chosen + params('architecture') + 1;
}

function helpOf({ families }: TrainingForm, name: Json | undefined): string | undefined {
  return families.metric.find(metric => metric.name === name)?.summary;
}

interface MetricProps {
  form: TrainingForm;
  value: string;
  isWrong: boolean;
  ids: ControlIds;
  onChange: (value: Json) => void;
}

function MetricSelect({ form, value, isWrong, ids, onChange }: MetricProps) {
  return (
    <NativeSelect
      {...ids}
      size="xs"
      w={240}
      error={isWrong}
      value={value}
      data={form.families.metric.map(({ name, title }) => ({ value: name, label: title }))}
      onChange={event => onChange(event.currentTarget.value)}
    />
  );
}
