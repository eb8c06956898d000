// One setting of the configuration as a row: its value from the draft, its complaint from the server, its way back to the recipe.
import type { ReactNode } from 'react';
import { type Json, sameJson, valueAt } from '../../../shared/domain/configSettings.ts';
import { type ControlIds, FormRow } from '../../ui/form/FormRow.tsx';
import { SchemaControl } from '../../ui/form/SchemaControl.tsx';
import type { Field } from '../../ui/form/schema.ts';
import { type Complaints, complaintAt, valueWords } from './settingWords.ts';
import type { TrainDraft } from './useTrainDraft.ts';

export interface FormState {
  draft: TrainDraft;
  complaints: Complaints;
}

interface Props extends FormState {
  path: string;
  label: string;
  help?: string | undefined;
  /** Other places that the row sets too. */
  also?: readonly string[];
  children: (value: Json | undefined, set: (value: Json) => void, ids: ControlIds, isWrong: boolean) => ReactNode;
}

export function SettingRow({ draft, complaints, path, label, help, also = [], children }: Props) {
  const value = valueAt(draft.config, path);
  const changed = [path, ...also].filter(place => {
    const usual = valueAt(draft.base, place);
    return usual !== undefined && !sameJson(valueAt(draft.config, place), usual);
  });
  const usual = changed.map(place => valueWords(valueAt(draft.base, place))).join(', ');
  return (
    <FormRow
      label={label}
      help={help}
      error={complaintAt(complaints, path)}
      reset={changed.length > 0 ? { to: usual, run: () => draft.reset(changed) } : null}
    >
      {(ids, isWrong) => children(value, next => draft.change([{ path, value: next }]), ids, isWrong)}
    </FormRow>
  );
}

/** A row for each field of a schema, below a path of the configuration. */
export function FieldRows({ fields, path, ...state }: FormState & { fields: readonly Field[]; path: string }) {
  return fields.map(field => (
    <SettingRow key={field.key} {...state} path={`${path}.${field.key}`} label={field.title} help={field.description}>
      {(value, set, ids, isWrong) => <SchemaControl {...{ field, ids, value, isWrong }} onChange={set} />}
    </SettingRow>
  ));
}
