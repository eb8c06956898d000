// A choice of a family, such as the optimizer: its kind, then the parameters of that kind.
import { NativeSelect } from '@mantine/core';
import { valueAt } from '../../../shared/domain/configSettings.ts';
import type { FormChoice } from '../../client/queries/training.ts';
import { text } from '../../text/index.ts';
import { fieldsOf } from '../../ui/form/schema.ts';
import { FieldRows, type FormState, SettingRow } from './SettingRow.tsx';

interface Props extends FormState {
  path: string;
  choices: readonly FormChoice[];
  label?: string;
}

export function ChoiceRows({ path, choices, label = text.training.kind, ...state }: Props) {
  const name = valueAt(state.draft.config, `${path}.name`);
  const chosen = choices.find(choice => choice.name === name);
  return (
    <>
      <SettingRow {...state} path={`${path}.name`} label={label} help={chosen?.summary}>
        {(value, _set, ids, isWrong) => (
          <NativeSelect
            {...ids}
            size="xs"
            w={240}
            error={isWrong}
            value={String(value)}
            data={choices.map(choice => ({ value: choice.name, label: choice.title }))}
            onChange={event => {
              const next = choices.find(choice => choice.name === event.currentTarget.value);
              if (next !== undefined) state.draft.change([{ path, value: { name: next.name, params: next.defaults } }]);
            }}
          />
        )}
      </SettingRow>
      {chosen !== undefined && <FieldRows {...state} fields={fieldsOf(chosen.params)} path={`${path}.params`} />}
    </>
  );
}
